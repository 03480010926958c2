/* A copy of what is typed and not yet saved, in this browser, for a closed tab or a crash: the values of cells
   with the version of their row, no token and nobody's name. session.js wipes it on signing out. */
(() => {
  "use strict";
  const { entry, session } = window.kinerja;
  const { fieldsIn, answersIn, putValue, isChanged } = entry;
  const page = () => document.querySelector(".entries");
  const key = () => `${session.COPIES}${page().dataset.worksheet}:${session.user}`;
  // While rows are being mended only these can be saved; on a closed page none.
  const isLocked = ([id]) => {
    const { closed, open } = page().dataset;
    return closed === "yes" || (open !== undefined && !open.split(" ").includes(id));
  };
  const read = () => JSON.parse(session.stored((store) => store.getItem(key())) || "{}");
  const write = (all) => session.stored((store) =>
    Object.keys(all).length ? store.setItem(key(), JSON.stringify(all)) : store.removeItem(key()));

  const valuesOf = (row) => {
    const values = {};
    answersIn(row).forEach((field) => {
      if (field.type !== "radio") values[field.name] = entry.valueOf(field);
      else if (field.checked) values[field.name] = field.value;
    });
    return values;
  };

  // While both values of a row are shown, its copy stays at the version that it was typed on.
  const keep = (row) => {
    const all = read();
    const version = row.querySelector(".stale") && all[row.id] ? all[row.id].version : row.elements.version.value;
    write({ ...all, [row.id]: { version, values: valuesOf(row) } });
  };
  const drop = (row) => {
    const { [row.id]: gone, ...rest } = read();
    if (gone) write(rest);
  };

  // --- After a reload ---------------------------------------------------------------------------------------
  const addLines = (row, values) => {
    const button = row.querySelector("[data-add-line]");
    if (!button) return;
    const lacking = () => Object.keys(values).find((name) => !row.elements[name]);
    for (let lines = 0; lacking() && lines < 60; lines += 1) entry.addLine(button);
  };
  const fill = (row, { version, values }) => {
    addLines(row, values);
    fieldsIn(row).filter((field) => field.name in values).forEach((field) =>
      putValue(field, field.type === "radio" ? values[field.name] === field.value : values[field.name]));
    row.elements.version.value = version; // the server tells whether the row has moved on since
  };
  const words = (id, { values }) => {
    const typed = Object.values(values).filter((value) => value && value !== true);
    return `Nomor ${id.replace("nomor-", "")}: ${typed.join("; ") || "dikosongkan"}`;
  };
  const say = (id, lines) => {
    const note = document.getElementById(id);
    note.hidden = !lines.length;
    note.querySelector("ul").replaceChildren(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
  };

  // The rows that were filled again, to be saved. What cannot be saved here is listed.
  const restore = () => {
    const all = Object.entries(read());
    const here = (id) => document.getElementById(id);
    const open = all.filter(([id]) => here(id)?.hasAttribute("hx-post"));
    const apart = all.filter((pair) => !open.includes(pair));
    const listed = (pairs) => pairs.map(([id, row]) => words(id, row));
    say("kept-closed", listed(apart.filter(isLocked)));
    say("kept-elsewhere", listed(apart.filter((pair) => !isLocked(pair))));
    open.forEach(([id, copy]) => fill(here(id), copy));
    const found = open.map(([id]) => here(id));
    found.filter((row) => !isChanged(row)).forEach(drop);
    return found.filter(isChanged);
  };

  const clear = () => {
    write(Object.fromEntries(Object.entries(read()).filter((pair) => !isLocked(pair))));
    restore();
  };
  entry.copy = { keep, drop, restore, clear };
})();
