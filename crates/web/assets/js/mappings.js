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
  // What has not come through waits on the device; what has just come through stays in the tab.
  const place = (name) => {
    try { window[name].getItem(PREFIX); return window[name]; } catch { return null; }
  };
  const [local, tab] = [place("localStorage"), place("sessionStorage")];
  const read = (from, key) => {
    try { return from && JSON.parse(from.getItem(key)); } catch { return null; }
  };

  const form = document.querySelector("form[data-autosave]");
  const key = form && `${PREFIX.slice(0, -1)}${form.dataset.autosave}`;

  // What was sent from another page has arrived when this one shows.
  const others = (from) => Object.keys(from ?? {})
    .filter((name) => name.startsWith(PREFIX) && name !== key);
  others(local).filter((name) => read(local, name)?.wasSent).forEach((name) => local.removeItem(name));
  others(tab).forEach((name) => tab.removeItem(name));
  if (!form) return;

  const WAIT = 900;
  const RETRY = 15000;
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

  const keep = (where, more = {}) => {
    const copy = { at: Date.now(), base: baseField.value, fields: fields(), ...more };
    try { where?.setItem(key, JSON.stringify(copy)); } catch { /* the device is full */ }
  };
  const keepHere = (more) => keep(local, more);
  const forget = () => local?.removeItem(key);

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
        if (isDirty) keepHere(); else forget();
        // A page asked for meanwhile may show what stood before: it finds this and is mended.
        keep(tab, { from, saved: told.text });
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

  // What was typed when the tab was closed and had not come through, or what this page overtook.
  const saved = read(tab, key);
  const overtaken = saved?.from === baseField.value ? saved : null;
  const left = read(local, key) ?? overtaken;
  const isMending = document.querySelector(".error-summary") !== null;
  tab?.removeItem(key);
  if (left && !isMending && JSON.stringify(left.fields) !== JSON.stringify(fields())) {
    for (const field of [...form.elements]) {
      const values = left.fields.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length && field.type !== "hidden") field.value = values[0];
    }
    baseField.value = left.base;
    if (left === overtaken) say(left.saved, false); else { say(form.dataset.restored, true); send(); }
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
