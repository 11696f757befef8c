// Extras on top of pages that work without: focus on what needs mending, drafts that survive a
// closed tab, a warning-free double click. No page needs this file.
"use strict";

(() => {
  const DRAFT = "samkraft-draft:";
  const WEEK = 7 * 24 * 60 * 60 * 1000;

  // The summary of errors takes focus, so that a screen reader begins there.
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();

  // Browsers without popover show the menu in the page; then its button does nothing.
  if (!("popover" in HTMLElement.prototype)) {
    document.querySelectorAll("[popovertarget]").forEach((button) => { button.hidden = true; });
  }

  // A form that is on its way is not sent twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sending) { event.preventDefault(); return; }
    form.dataset.sending = "yes";
    setTimeout(() => delete form.dataset.sending, 5000);
  });

  // The switch of language sends the page's first form; what stands in the others comes along.
  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (!submitter?.classList.contains("lang")) return;
    const own = new Set([...target.elements].map((field) => field.name));
    const others = [...document.querySelectorAll('main form[method="post"]')]
      .filter((form) => form !== target).flatMap((form) => [...form.elements]);
    for (const field of others) {
      const isOff = ["radio", "checkbox"].includes(field.type) && !field.checked;
      const isOwn = ["hidden", "submit", "password"].includes(field.type);
      if (!field.name || isOff || isOwn || own.has(field.name)) continue;
      const copy = document.createElement("input");
      Object.assign(copy, { type: "hidden", name: field.name, value: field.value });
      target.append(copy);
    }
  });

  // Storage may be switched off; then there are no drafts.
  let store;
  try { store = window.localStorage; store.getItem(DRAFT); } catch { return; }

  const keep = (field) => field.name && !["password", "hidden", "file", "submit"].includes(field.type);

  const read = (form) => [...form.elements].filter(keep)
    .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
    .map((field) => [field.name, field.value]);

  const write = (form, fields) => {
    for (const field of [...form.elements].filter(keep)) {
      const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
    }
  };

  const isBlank = (form) => read(form).every(([, value]) => value === "");

  const load = (key) => {
    try {
      const draft = JSON.parse(store.getItem(key));
      return draft && Date.now() - draft.at < WEEK ? draft : null;
    } catch { return null; }
  };

  // Old drafts go, and all of them when somebody logs out.
  for (const key of Object.keys(store).filter((name) => name.startsWith(DRAFT))) {
    if (!load(key)) store.removeItem(key);
  }
  const ends = ["/logga-ut", "/konto/logga-ut-overallt", "/mitt/radera"];
  document.querySelectorAll(ends.map((path) => `form[action="${path}"]`).join()).forEach((form) => {
    form.addEventListener("submit", () => {
      Object.keys(store).filter((name) => name.startsWith(DRAFT)).forEach((key) => store.removeItem(key));
    });
  });

  // A sent draft has arrived when the next page thanks for it, or is another page.
  const arrived = (key) => document.querySelector(".flash") !== null
    || ![...document.querySelectorAll("form[data-draft]")]
      .some((form) => DRAFT + form.dataset.draft === key);
  for (const key of Object.keys(store).filter((name) => name.startsWith(DRAFT))) {
    if (load(key).isSent && arrived(key)) store.removeItem(key);
  }

  // <form data-draft="name">: what is typed is kept on this device until it is sent.
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const key = DRAFT + form.dataset.draft;
    const draft = load(key);
    if (draft && isBlank(form)) write(form, draft.fields);
    form.addEventListener("input", () => {
      try { store.setItem(key, JSON.stringify({ at: Date.now(), fields: read(form) })); } catch { /* full */ }
    });
    // A draft that was sent stays until a page shows that it arrived.
    form.addEventListener("submit", () => {
      const sent = load(key);
      if (sent) store.setItem(key, JSON.stringify({ ...sent, isSent: true }));
    });
  });
})();
