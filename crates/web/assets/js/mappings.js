// Answers are kept while one types: on the device at once, at the server a moment later. The pages
// work without this file; every button sends the form in the ordinary way.
"use strict";

(() => {
  // Copying a link needs script, so its button appears only here.
  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = button.dataset.copied;
    });
  });

  const PREFIX = "samkraft-draft:/";
  let local;
  try { local = window.localStorage; local.getItem(PREFIX); } catch { local = null; }
  const read = (key) => {
    try { return local && JSON.parse(local.getItem(key)); } catch { return null; }
  };

  const form = document.querySelector("form[data-autosave]");
  const key = form && `samkraft-draft:${form.dataset.autosave}`;

  // What was sent from another page has arrived when this one shows.
  for (const other of local ? Object.keys(local) : []) {
    const copy = other.startsWith(PREFIX) && other !== key ? read(other) : null;
    if (copy?.wasSent || copy?.saved) local.removeItem(other);
  }
  if (!form) return;

  const WAIT = 900;
  const RETRY = 15000;
  // How long a page may be on its way.
  const ON_ITS_WAY = 5000;
  const state = form.querySelector("[data-save-state]");
  const baseField = form.elements.namedItem("base");
  const check = "m4.5 10.5 3.7 3.7 7.3-8";

  const fields = () => [...form.elements].filter((field) => field.name
    && !["hidden", "submit"].includes(field.type)
    && (!["radio", "checkbox"].includes(field.type) || field.checked))
    .map((field) => [field.name, field.value]);

  const say = (text, isWaiting) => {
    state.classList.toggle("save-state--waiting", isWaiting);
    const words = document.createElement("span");
    words.textContent = text;
    if (isWaiting) { state.replaceChildren(words); return; }
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("class", "icon");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", check);
    svg.append(path);
    state.replaceChildren(svg, words);
  };

  const keepHere = (more = {}) => {
    if (!local) return;
    const copy = { at: Date.now(), base: baseField.value, fields: fields(), ...more };
    try { local.setItem(key, JSON.stringify(copy)); } catch { /* the device is full */ }
  };
  const forget = () => { if (local) local.removeItem(key); };

  let timer = null;
  let isSending = false;
  let isDirty = false;

  const send = async () => {
    clearTimeout(timer);
    if (isSending) { timer = setTimeout(send, WAIT); return; }
    isSending = true;
    isDirty = false;
    const from = baseField.value;
    const body = new URLSearchParams(fields());
    for (const name of ["csrf", "step", "base"]) body.set(name, form.elements.namedItem(name).value);
    body.set("autosave", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body, keepalive: true });
      const told = answer.ok || answer.status === 409 ? await answer.json() : null;
      if (answer.ok) {
        baseField.value = told.base;
        // A page asked for meanwhile may show what stood before: it finds the copy and is mended.
        keepHere(isDirty ? {} : { from, saved: told.text });
        setTimeout(() => { if (read(key)?.saved) forget(); }, ON_ITS_WAY);
        say(told.text, false);
      } else if (answer.status === 409) {
        say(told.text, true);
      } else {
        say(form.dataset.waiting, true);
      }
    } catch {
      say(form.dataset.waiting, true);
      timer = setTimeout(send, RETRY);
    }
    isSending = false;
  };

  // What was typed when the tab was closed, and had not come through.
  const left = read(key);
  const overtook = Boolean(left?.saved);
  const isMending = document.querySelector(".error-summary") !== null;
  const isStale = !overtook || left.from === baseField.value;
  if (left && isStale && !isMending && JSON.stringify(left.fields) !== JSON.stringify(fields())) {
    for (const field of [...form.elements]) {
      const values = left.fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length && field.type !== "hidden") field.value = values[0];
    }
    baseField.value = left.base;
    if (overtook) { say(left.saved, false); forget(); } else { say(form.dataset.restored, true); send(); }
  } else {
    forget();
  }

  form.addEventListener("input", () => {
    isDirty = true;
    keepHere();
    clearTimeout(timer);
    timer = setTimeout(send, WAIT);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keepHere({ wasSent: true });
  });
  window.addEventListener("online", send);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isDirty) send();
  });
})();
