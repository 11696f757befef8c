// The list of cases: one button that chooses all of the page. Without this file each is chosen by
// its own box.
"use strict";

(() => {
  const MOST = 100;
  const boxes = () => [...document.querySelectorAll('input[type="checkbox"][form="valda"]')].slice(0, MOST);
  const button = document.querySelector("[data-pick-all]");
  if (!button) return;
  const areAll = () => boxes().every((box) => box.checked);
  const show = () => button.setAttribute("aria-pressed", String(areAll()));

  button.hidden = false;
  button.addEventListener("click", () => {
    const isOn = !areAll();
    boxes().forEach((box) => { box.checked = isOn; });
    show();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.('[form="valda"]')) show();
  });
  // A page that comes back keeps what was chosen on it.
  addEventListener("pageshow", show);
})();
