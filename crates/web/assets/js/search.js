// The search box while one types: what /sok says, under the field. Ctrl-K leads there, the arrows
// go through the hits, Escape closes. Without this file the box sends its form to /sok.
"use strict";

(() => {
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const field = form.querySelector("input[name=q]");
  const panel = form.querySelector("[data-search-panel]");
  const said = form.querySelector("[data-search-said]");
  const keys = form.querySelector("[data-search-keys]");
  const WAIT = 150;
  const LEAST = 2;
  let timer;
  let asked = "";
  let order = 0;

  // A page of hits shows them itself.
  const isPage = document.getElementById("sokresultat") !== null;
  if (keys) keys.hidden = false;

  const close = () => {
    panel.hidden = true;
    panel.replaceChildren();
    said.textContent = "";
    asked = "";
    order += 1;
  };

  const show = (html, mine) => {
    if (mine !== order) return;
    const found = new DOMParser().parseFromString(html, "text/html").getElementById("sokresultat");
    if (!found) return;
    found.removeAttribute("id");
    panel.replaceChildren(document.importNode(found, true));
    panel.hidden = false;
    said.textContent = found.dataset.said;
  };

  const ask = async () => {
    const words = field.value.trim();
    if (words === asked) return;
    if (words.length < LEAST) { close(); return; }
    asked = words;
    order += 1;
    const mine = order;
    try {
      const answer = await fetch(`${form.action}?q=${encodeURIComponent(words)}`, {
        headers: { accept: "text/html" },
      });
      // A session that has ended answers with the page for logging in: Enter leads there.
      if (answer.ok && !answer.redirected) show(await answer.text(), mine);
    } catch { /* Without a network the form still says so when it is sent. */ }
  };

  if (!isPage) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    field.addEventListener("focus", ask);
  }

  const links = () => [...(isPage ? document : panel).querySelectorAll(".hits a")];

  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      close();
      field.focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey
      && event.key.toLowerCase() === "k") {
      event.preventDefault();
      field.focus();
      field.select();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const all = step ? links() : [];
    const at = all.indexOf(document.activeElement);
    const isInField = document.activeElement === field;
    if (!all.length || (at < 0 && !(isInField && step > 0))) return;
    event.preventDefault();
    if (at + step < 0) field.focus();
    else all[Math.min(at + step, all.length - 1)].focus();
  });

  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) close();
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) close();
  });
})();
