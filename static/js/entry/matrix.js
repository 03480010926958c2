/* The matrix counts while it is ticked, and arrow keys go from cell to cell. It works without this. */
(() => {
  "use strict";
  const fields = (scope) => [...scope.querySelectorAll("[data-column]")];
  let changed = false;

  const count = (code) => {
    const column = fields(document).filter((field) => field.dataset.column === code);
    const ticked = column.filter((field) => (field.type === "checkbox" ? field.checked : field.value));
    document.querySelector(`[data-count="${code}"]`).textContent = `${ticked.length} dari ${column.length}`;
  };

  // The neighbour above or below is in the same column; those at the sides are the next fields of the row.
  const neighbour = (field, key) => {
    const step = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
    const line = key.endsWith("Up") || key.endsWith("Down")
      ? fields(document).filter((other) => other.dataset.column === field.dataset.column)
      : fields(field.closest("tr"));
    return line[line.indexOf(field) + step];
  };

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.dataset?.column || !event.key.startsWith("Arrow") || event.altKey) return;
    if (field.tagName === "SELECT" && /Up|Down/.test(event.key)) return; // there they choose
    event.preventDefault();
    neighbour(field, event.key)?.focus();
  });

  document.addEventListener("change", (event) => {
    if (!event.target.dataset.column) return;
    changed = true;
    count(event.target.dataset.column);
    document.getElementById("matrix-state").textContent = "Ada centang yang belum tersimpan.";
  });
  document.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
  addEventListener("DOMContentLoaded", () =>
    document.querySelectorAll("[data-count]").forEach((it) => count(it.dataset.count)));
})();
