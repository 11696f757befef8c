// The board: dragging, keys, and what others do meanwhile. Without this file every move is a form
// that works by itself.
"use strict";

(() => {
  const OFTEN = 700;
  // Nobody has touched the page for so long: it is left alone, so that the session may end.
  const IDLE = 10 * 60 * 1000;
  let touched = Date.now();
  let dragged = null;
  let isSending = false;
  let isGone = false;

  const board = () => document.getElementById("tavla");
  const cardOf = (node) => node instanceof Element ? node.closest(".board-card") : null;
  const columnOf = (node) => node instanceof Element ? node.closest(".board__column") : null;
  const linkOf = (card) => card?.querySelector(".board-card__title a");
  const movesOf = (card) => (card?.dataset.moves ?? "").split(" ").filter(Boolean);

  const prepare = () => {
    document.querySelectorAll("[data-board-keys]").forEach((one) => { one.hidden = false; });
    board()?.querySelectorAll(".board-card").forEach((card) => {
      card.draggable = movesOf(card).length > 0;
      // A card taken by its name is dragged whole; by itself the link would be.
      if (linkOf(card)) linkOf(card).draggable = !card.draggable;
    });
  };

  const read = (html) => new DOMParser().parseFromString(html, "text/html");

  // Where focus stood is found again by the id of the card.
  const focused = () => cardOf(document.activeElement)?.id;
  const focus = (id) => linkOf(id && document.getElementById(id))?.focus();

  /** Puts another page's main part in place of this one's; false when it holds no board. */
  const swapMain = (html, id) => {
    const page = read(html);
    if (!page.getElementById("tavla")) return false;
    const main = document.getElementById("innehall");
    const parts = [...page.getElementById("innehall").childNodes];
    main.replaceChildren(...parts.map((part) => document.importNode(part, true)));
    prepare();
    const card = document.getElementById(id);
    if (card) { card.dataset.moved = ""; focus(id); } else { main.focus(); }
    return true;
  };

  const swapBoard = (html) => {
    const fresh = read(html).getElementById("tavla");
    if (!fresh || !board()) return;
    const id = focused();
    board().replaceWith(document.importNode(fresh, true));
    prepare();
    if (id) focus(id);
    const said = document.querySelector("[data-board-said]");
    if (said) said.textContent = said.dataset.changed;
  };

  // ---- Moves: the form is sent, and the page that comes back is put in place.
  const send = async (form, submitter) => {
    const fields = new URLSearchParams(new FormData(form));
    if (submitter?.name) fields.set(submitter.name, submitter.value);
    const id = cardOf(form)?.id ?? `kort-${form.action.split("/tavla/")[1]?.split("/")[0]}`;
    isSending = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields });
      const html = await answer.text();
      const isBoard = answer.ok || answer.status === 409;
      if (!(isBoard && swapMain(html, id))) location.assign(answer.redirected ? answer.url : location.href);
    } catch {
      location.reload();
    } finally {
      isSending = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const isOurs = form.matches("[data-board-form], .flash form") && /\/arenden\/tavla\//.test(form.action);
    if (!isOurs || event.defaultPrevented || isSending) return;
    event.preventDefault();
    send(form, event.submitter);
  });

  const press = (card, column) => {
    const button = card?.querySelector(`button[name="column"][value="${column}"]`);
    if (button && !isSending) send(button.form, button);
  };

  // ---- Dragging. Only columns that the states lead to take the card.
  const settle = () => {
    dragged = null;
    document.querySelectorAll(".board__column").forEach((column) => {
      column.classList.remove("board__column--open", "board__column--over");
    });
  };

  document.addEventListener("dragstart", (event) => {
    const card = cardOf(event.target);
    if (!card?.draggable || event.target !== card) return;
    dragged = card;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", linkOf(card)?.href ?? "");
    const moves = movesOf(card);
    document.querySelectorAll(".board__column").forEach((column) => {
      column.classList.toggle("board__column--open", moves.includes(column.dataset.column));
    });
  });
  document.addEventListener("dragover", (event) => {
    const column = columnOf(event.target);
    document.querySelectorAll(".board__column--over").forEach((one) => {
      if (one !== column) one.classList.remove("board__column--over");
    });
    if (!dragged || !column?.classList.contains("board__column--open")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    column.classList.add("board__column--over");
  });
  document.addEventListener("drop", (event) => {
    const column = columnOf(event.target);
    if (!dragged || !column?.classList.contains("board__column--open")) return;
    event.preventDefault();
    const card = dragged;
    settle();
    press(card, column.dataset.column);
  });
  document.addEventListener("dragend", settle);

  // ---- Keys. Arrows go between cards; with Shift a sideways arrow moves the card.
  document.addEventListener("keydown", (event) => {
    const card = cardOf(document.activeElement);
    if (!card || document.activeElement !== linkOf(card) || event.altKey || event.ctrlKey || event.metaKey) return;
    const columns = [...document.querySelectorAll(".board__column")];
    const at = columns.indexOf(columnOf(card));
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (side && event.shiftKey) {
      const beside = side < 0 ? columns.slice(0, at).reverse() : columns.slice(at + 1);
      const next = beside.find((column) => movesOf(card).includes(column.dataset.column));
      event.preventDefault();
      if (next) press(card, next.dataset.column);
    } else if (side && !event.shiftKey) {
      const beside = side < 0 ? columns.slice(0, at).reverse() : columns.slice(at + 1);
      const next = beside.map((column) => column.querySelector(".board-card")).find(Boolean);
      event.preventDefault();
      linkOf(next)?.focus();
    } else if (step && !event.shiftKey) {
      const cards = [...columns[at].querySelectorAll(".board-card")];
      event.preventDefault();
      linkOf(cards[cards.indexOf(card) + step])?.focus();
    }
  });

  // ---- What others do. A few bytes are asked for; the board is read anew only when it differs.
  ["pointerdown", "pointermove", "keydown", "scroll"].forEach((kind) => {
    document.addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  });

  const isBusy = () => isSending || dragged !== null || !board()
    || board().querySelector("details[open]") !== null;

  const look = async () => {
    const place = board();
    const isWatched = place && !document.hidden && Date.now() - touched < IDLE;
    if (!isWatched || isBusy()) return;
    const answer = await fetch(place.dataset.feed, {
      cache: "no-store",
      headers: { "if-none-match": `"${place.dataset.tag}"` },
    });
    if (answer.status === 401 || answer.status === 403) { isGone = true; return; }
    if (answer.status !== 200) return;
    await answer.arrayBuffer();
    const page = await fetch(location.href, { cache: "no-store" });
    if (page.ok && !page.redirected && !isBusy()) swapBoard(await page.text());
  };

  const watch = async () => {
    try { await look(); } catch { /* The network is away for a moment. */ }
    if (!isGone) setTimeout(watch, OFTEN);
  };

  prepare();
  setTimeout(watch, OFTEN);
})();
