/* Lines of a list are added and taken away in place; without a script the same buttons ask the server. */
(() => {
  "use strict";
  const number = (table) => {
    table.querySelectorAll("[data-line]").forEach((line, index) => {
      line.querySelectorAll("label, .visually-hidden").forEach((word) => {
        word.textContent = word.textContent.replace(/\d+$/, index + 1);
      });
      line.querySelectorAll("[id], label[for], button[value]").forEach((node) => {
        ["id", "for", "value"].forEach((name) => {
          if (node.tagName === "INPUT" && name === "value") return;
          const text = node.getAttribute(name);
          if (text) node.setAttribute(name, text.replace(/-\d+(?=-|$)/, `-${index}`));
        });
      });
    });
  };

  const add = (button) => {
    const table = button.closest("p").previousElementSibling;
    const last = [...table.querySelectorAll("[data-line]")].pop();
    const next = last.cloneNode(true);
    next.querySelectorAll("input, select").forEach((field) => {
      field.value = "";
      field.classList.remove("is-invalid");
    });
    next.querySelectorAll(".field-error").forEach((error) => error.remove());
    last.after(next);
    number(table);
    next.querySelector("input").focus();
  };

  const remove = (button) => {
    const line = button.closest("[data-line]");
    const table = line.closest("[data-lines]");
    if (table.querySelectorAll("[data-line]").length === 1) {
      line.querySelectorAll("input, select").forEach((field) => { field.value = ""; });
    } else {
      const near = line.nextElementSibling || line.previousElementSibling;
      line.remove();
      number(table);
      near.querySelector("input").focus();
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-line], [data-remove-line]");
    if (!button) return;
    event.preventDefault();
    (button.matches("[data-add-line]") ? add : remove)(button);
  });

  // What was typed is not lost by a click on a link.
  let typed = false;
  document.addEventListener("input", () => { typed = true; });
  document.addEventListener("submit", () => { typed = false; });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
})();
