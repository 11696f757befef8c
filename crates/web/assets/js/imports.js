// An import at work: how far it has come is asked for every other second. Without this file a link
// on the page asks.
"use strict";

(() => {
  const EVERY = 2000;
  const MOST = 900;
  const shown = () => document.querySelector("[data-working]");
  if (!shown()) return;
  let count = 0;

  const ask = async () => {
    count += 1;
    if (document.hidden) return wait();
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin" });
      if (!answer.ok) return wait();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (document.hidden) return wait();
      const now = page.querySelector("[data-working]");
      if (!now || now.dataset.working !== shown().dataset.working) return location.reload();
      for (const name of ["progress", "[data-said]"]) {
        const [old, fresh] = [shown().querySelector(name), now.querySelector(name)];
        if (!old || !fresh) continue;
        if (old.textContent !== fresh.textContent) old.textContent = fresh.textContent;
        for (const attribute of ["value", "max"]) {
          if (fresh.hasAttribute(attribute)) old.setAttribute(attribute, fresh.getAttribute(attribute));
        }
      }
    } catch {
      // The network is away for a moment: asked again.
    }
    return wait();
  };
  const wait = () => { if (count < MOST) setTimeout(ask, EVERY); };
  wait();
})();
