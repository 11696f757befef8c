// A template goes into the answer at once: the form is sent where it is without a script, and only
// its text is taken from the page that comes back. What stands elsewhere on the page stays.
"use strict";

(() => {
  const button = document.querySelector("button[data-insert]");
  if (!button) return;
  const { form } = button;
  const field = form.elements.body;
  const choice = form.elements.template;

  const filled = async () => {
    const answer = await fetch(button.formAction, {
      method: "POST",
      headers: { accept: "text/html" },
      body: new URLSearchParams(new FormData(form)),
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("#formular [name=body]");
    // A session that has ended answers with another page.
    if (!answer.ok || answer.redirected || !found) throw new Error("no text");
    return found.value;
  };

  button.addEventListener("click", async (event) => {
    // The page itself says that nothing is chosen.
    if (choice.value === "") return;
    event.preventDefault();
    const before = field.value;
    try {
      const text = await filled();
      // What was typed meanwhile is not lost.
      field.value = text + field.value.slice(before.length);
      choice.value = "";
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } catch {
      form.requestSubmit(button);
    }
  });
})();
