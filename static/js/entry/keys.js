/* From cell to cell by the keyboard, as in a spreadsheet. Tab and Shift+Tab stay the browser's. */
(() => {
  "use strict";
  const { entry } = window.kinerja;
  const { rowOf, ticks, valueOf, savedValueOf, putValue } = entry;
  const isText = (node) => node instanceof HTMLInputElement && !ticks(node) && node.type !== "hidden";
  const isOpen = (field) => !field.disabled && !field.readOnly && field.offsetParent !== null;

  // The stops on the way: of radio buttons the chosen one, or the first.
  const isStop = (field, index, all) => {
    if (field.type !== "radio") return true;
    const group = all.filter((other) => other.name === field.name && other.form === field.form);
    return field === (group.find((other) => other.checked) ?? group[0]);
  };
  const stops = () =>
    [...document.querySelectorAll(".entry-inputs :is(input, select, textarea)")].filter(isOpen).filter(isStop);
  const step = (from, by) => {
    const all = stops();
    const to = all[all.indexOf(from) + by];
    if (!to || !all.includes(from)) return;
    to.focus();
    if (isText(to)) to.select();
  };

  // Esc: the cell as it was saved. A row in which nothing else has changed is at rest again.
  const undo = (field) => {
    const row = rowOf(field);
    if (valueOf(field) === savedValueOf(field)) return;
    putValue(field, savedValueOf(field));
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (entry.isChanged(row) || row.dataset.mood !== "dirty" || row.classList.contains("has-error")) return;
    entry.copy.drop(row);
    entry.settle(row);
  };

  const enter = (event) => {
    event.preventDefault();
    entry.leave(rowOf(event.target));
    step(event.target, event.shiftKey ? -1 : 1);
  };
  const arrow = (event, by) => { event.preventDefault(); step(event.target, by); };
  const KEYS = {
    Enter: enter,
    ArrowDown: (event) => arrow(event, 1),
    ArrowUp: (event) => arrow(event, -1),
    Escape: (event) => undo(event.target),
  };
  entry.pressed = (event) => {
    const plain = !(event.ctrlKey || event.altKey || event.metaKey || event.isComposing);
    if (plain && isText(event.target) && rowOf(event.target)) KEYS[event.key]?.(event);
  };
  Object.assign(entry, { isOpen });
})();
