// The form of a visit is kept on the device while one types, and sent once there is a network: with
// the same key every time, so that what has arrived is never written twice. Without this file the
// form is sent in the ordinary way.
"use strict";

(() => {
  const form = document.querySelector("form[data-offline]");
  if (!form) return;
  let local;
  try { local = window.localStorage; local.getItem("samkraft-draft:"); } catch { return; }

  const key = `samkraft-draft:${form.dataset.offline}`;
  const state = form.querySelector("[data-save-state]");
  const named = (name) => form.elements.namedItem(name);
  const RETRY = 15000;

  // Typed by somebody; the tokens of the page are not.
  const fields = () => [...form.elements]
    .filter((field) => field.name && !["hidden", "submit"].includes(field.type))
    .map((field) => [field.name, field.value]);
  const say = (text) => {
    state.classList.toggle("save-state--waiting", text !== "");
    state.textContent = text;
  };
  const keep = (isWaiting) => {
    const draft = {
      at: Date.now(), fields: fields(), base: named("base").value,
      key: named("idempotency").value, isWaiting,
    };
    try { local.setItem(key, JSON.stringify(draft)); } catch { /* the device is full */ }
  };
  const read = () => {
    try { return JSON.parse(local.getItem(key)); } catch { return null; }
  };

  let isSending = false;
  let timer = null;
  const send = async () => {
    if (isSending) return;
    clearTimeout(timer);
    isSending = true;
    keep(true);
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body });
      const isThere = new URL(answer.url).pathname.startsWith("/besok/");
      if (answer.redirected && answer.ok && isThere) {
        local.removeItem(key);
        window.location.assign(answer.url);
        return;
      }
      if (answer.status >= 500 || answer.status === 429) throw new Error("later");
      // Something to mend, or somebody else has written meanwhile: the server's page tells, and
      // shows what was typed. Anything else leaves the draft where it is.
      if ([409, 422].includes(answer.status)) local.removeItem(key); else keep(false);
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      say(form.dataset.waiting);
      timer = setTimeout(send, RETRY);
      isSending = false;
    }
  };

  // What was left when the page was closed. A page with faults to mend already shows it.
  const left = read();
  if (left && !document.querySelector(".error-summary")) {
    for (const [name, value] of left.fields) if (named(name)) named(name).value = value;
    named("base").value = left.base;
    named("idempotency").value = left.key;
    say(form.dataset.restored);
    if (left.isWaiting) send();
  } else {
    local.removeItem(key);
  }

  form.addEventListener("input", () => {
    // Other words are another request: they get a key of their own.
    if (read()?.isWaiting && crypto.randomUUID) named("idempotency").value = crypto.randomUUID();
    keep(false);
  });
  form.addEventListener("submit", (event) => {
    // The switch of language sends the form elsewhere.
    if (event.submitter?.classList.contains("lang")) return;
    event.preventDefault();
    send();
  });
  window.addEventListener("online", () => { if (read()?.isWaiting) send(); });
})();
