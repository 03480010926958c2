/* A block copied from a spreadsheet fills cell after cell from where it is pasted; one undo takes it back. */
(() => {
  "use strict";
  const { entry } = window.kinerja;
  const { rowOf, valueOf, putValue, show } = entry;
  const numberOf = (row) => row.id.replace("nomor-", "");

  // --- What was copied -----------------------------------------------------------------------------------
  // Lines and tabs apart; a cell that holds either is in quotes, and its own quotes are doubled.
  const parse = (text) => {
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    const parts = lines.matchAll(/(?:"((?:[^"]|"")*)"|([^\t\n]*))(?:\t|\n|$)/g);
    const cells = [...parts].map(([, quoted, plain]) =>
      (quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim());
    return cells.slice(0, -1); // the pattern finds one more nothing at the end
  };
  const isBlock = (text) => /[\t\n]/.test(text.replace(/[\r\n]+$/, ""));

  // --- Where it goes ---------------------------------------------------------------------------------------
  // Every place that has a line on the paper, sourced ones and rows that do not apply too.
  const PLACES = ".entry-inputs :is(input:not([type=hidden]), select, textarea, .cell-locked, [data-cells])";
  const isName = (place) => place.name?.endsWith("-label");
  const firstOfGroup = (place, index, all) =>
    place.type !== "radio"
    || all.findIndex((other) => other.name === place.name && other.form === place.form) === index;
  const placesFrom = (start) => {
    const lines = start.closest("[data-lines]");
    const all = [...document.querySelectorAll(PLACES)]
      .filter((place) => !isName(place) || place.closest("[data-lines]") === lines).filter(firstOfGroup);
    const twin = (place) => start.type === "radio" && place.name === start.name && place.form === start.form;
    const first = all.findIndex((place) => place === start || twin(place));
    return all.slice(first).flatMap((place) => Array(Number(place.dataset.cells ?? 1)).fill(place));
  };

  // --- Filling, with what stood there before ------------------------------------------------------------------
  const same = (one, other) => one.trim().toLowerCase() === other.trim().toLowerCase();
  const change = (done, field, value) => {
    if (valueOf(field) === value) return;
    const choice = field.type === "radio" ? field.value : null;
    done.push({ row: rowOf(field).id, name: field.name, choice, before: valueOf(field), after: value });
    putValue(field, value);
  };
  const choose = (done, place, text) => {
    const options = place.type === "radio"
      ? [...place.form.elements[place.name]]
      : [...place.options].filter((it) => it.value);
    const words = (option) => (place.type === "radio" ? option.labels[0].textContent : option.textContent);
    const wanted = options.find((option) => same(words(option), text) || same(option.value, text));
    if (!wanted) return false;
    if (place.type !== "radio") change(done, place, wanted.value);
    else options.forEach((option) => change(done, option, option === wanted));
    return true;
  };
  // Whether the cell took the text. TDI in any cell ticks its row's TDI.
  const put = (done, place, text) => {
    const mark = rowOf(place).elements.tdi;
    if (mark && !mark.disabled && same(mark.labels[0].firstElementChild.nextSibling.textContent, text)) {
      change(done, mark, true);
      return true;
    }
    if (place.type === "radio" || place instanceof HTMLSelectElement) return choose(done, place, text);
    change(done, place, text);
    return true;
  };

  let last = null; // the last paste: what it changed, and whether Ctrl+Z still means it
  const rowsOf = (changes) => [...new Set(changes.map(({ row }) => document.getElementById(row)))];
  const save = (changes) => {
    const rows = rowsOf(changes);
    rows.forEach((row) => {
      entry.copy.keep(row);
      if (row.dataset.mood === "saving") row.dataset.again = "now"; // its answer is under way; then once more
      else show(row, "dirty");
    });
    return entry.sendAll(rows);
  };
  const list = (numbers) => [...new Set(numbers)].join(", ");
  const report = (count, locked, unknown, over) => [
    `${count} sel diisi dari tempelan.`,
    locked.length && `Dilewati karena tidak diisi di sini: nomor ${list(locked)}.`,
    unknown.length && `Tidak ada pilihan seperti yang ditempel: nomor ${list(unknown)}.`,
    over && `${over} sel lagi tidak mendapat tempat.`,
  ].filter(Boolean).join(" ");
  const say = (words, undoable) => {
    const line = document.getElementById("paste-state");
    line.hidden = !words;
    line.querySelector("[role=status]").textContent = words;
    line.querySelector("button").hidden = !undoable;
  };

  const fill = (start, cells) => {
    const [places, done, locked, unknown] = [placesFrom(start), [], [], []];
    let count = 0;
    cells.slice(0, places.length).forEach((text, index) => {
      const place = places[index];
      const number = numberOf(rowOf(place));
      if (!text) return; // an empty cell of the block empties nothing
      if (!place.name || !entry.isOpen(place)) locked.push(number);
      else if (put(done, place, text)) count += 1;
      else unknown.push(number);
    });
    last = { done, fresh: true };
    say(report(count, locked, unknown, Math.max(0, cells.length - places.length)), done.length > 0);
    return save(done);
  };

  // --- Taking it back: what somebody has typed since stays ------------------------------------------------------
  const find = ({ row, name, choice }) => entry.fieldsIn(document.getElementById(row))
    .find((field) => field.name === name && (choice === null || field.value === choice));
  // A saved number comes back as it is written here: 1234,50 as 1.234,5.
  const bare = (text) => String(text).replace(/[.\s%]|Rp/g, "").replace(/(,\d*?)0+$/, "$1").replace(/,$/, "");
  const isStill = (field, after) => bare(valueOf(field)) === bare(after);
  const undo = () => {
    const back = last.done.filter((it) => isStill(find(it), it.after));
    back.forEach((it) => putValue(find(it), it.before));
    last = null;
    say("Tempelan diurungkan.", false);
    return save(back);
  };

  entry.pasted = (event) => {
    const row = rowOf(event.target);
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!row || !event.target.closest(".entry-inputs") || !entry.isOpen(event.target) || !isBlock(text)) return;
    event.preventDefault();
    fill(event.target, parse(text));
  };
  entry.undoPaste = () => last && undo();
  entry.undoByKey = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "z" || !last?.fresh) return;
    event.preventDefault();
    undo();
  };
  entry.typedAfterPaste = () => { if (last) last.fresh = false; };
})();
