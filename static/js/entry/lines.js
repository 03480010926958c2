/* Lines of a list that may grow. */
(() => {
  "use strict";
  const { entry } = window.kinerja;
  entry.addLine = (button) => {
    const lines = button.closest("[data-lines]").querySelectorAll("[data-line]");
    const last = lines[lines.length - 1];
    const next = last.cloneNode(true);
    next.innerHTML = next.innerHTML.replaceAll(`-${lines.length - 1}`, `-${lines.length}`);
    entry.fieldsIn(next).forEach((field) => { field.value = field.defaultValue = ""; });
    last.after(next);
    return next;
  };
})();
