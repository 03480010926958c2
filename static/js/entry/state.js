/* The entry page's rows and fields, and what a row and the dock say about being saved. The other files of this
   folder add to `kinerja.entry`; entry/start.js wires them to the page. */
(() => {
  "use strict";
  const entry = (window.kinerja.entry = {});
  const rowOf = (node) => (node instanceof Element ? node.closest("form.entry") : null);
  const rows = () => [...document.querySelectorAll("form.entry")];
  const fieldsIn = (node) => [...node.querySelectorAll("input, select, textarea")].filter((field) => field.name);
  const answersIn = (row) => fieldsIn(row).filter((field) => field.type !== "hidden");
  const ticks = (field) => /^(checkbox|radio)$/.test(field.type);
  const valueOf = (field) => (ticks(field) ? field.checked : field.value);
  const putValue = (field, value) => { field[ticks(field) ? "checked" : "value"] = value; };
  const chosen = (select) => [...select.options].find((option) => option.defaultSelected)?.value ?? "";

  // A refused row holds what was typed; what is saved stands beside it.
  const savedValueOf = (field) => {
    const { saved } = field.dataset;
    if (ticks(field)) return saved === undefined ? field.defaultChecked : saved === field.value;
    return saved ?? (field instanceof HTMLSelectElement ? chosen(field) : field.defaultValue);
  };
  const isChanged = (row) => answersIn(row).some((field) => valueOf(field) !== savedValueOf(field));

  const SAYS = {
    dirty: ["wait", "ring", "Belum tersimpan"],
    saving: ["wait", "ring", "Menyimpan…"],
    offline: ["bad", "offline", "Belum tersimpan – tidak tersambung"],
    failed: ["bad", "triangle", "Gagal disimpan"],
    denied: ["bad", "triangle", "Tidak diterima; muat ulang halaman"],
    signedOut: ["bad", "triangle", "Belum tersimpan – sesi berakhir"],
  };
  const UNSAVED = ["dirty", "offline", "failed", "denied", "signedOut"];
  const isUnsaved = (row) => UNSAVED.includes(row.dataset.mood);
  const isAtRisk = (row) => isUnsaved(row) || row.dataset.mood === "saving" || row.classList.contains("has-error");
  const icon = (name) => `<svg class="icon" width="16" height="16" aria-hidden="true"><use href="#i-${name}"/></svg>`;
  const retry = '<button type="submit" class="as-link">Coba lagi</button>';
  const calm = new WeakMap(); // row -> what it said before anything was typed

  const show = (row, mood) => {
    const place = row.querySelector(".entry-state");
    const [tint, name, words] = SAYS[mood];
    if (!isUnsaved(row) && row.dataset.mood !== "saving") calm.set(row, place.innerHTML);
    row.dataset.mood = mood;
    place.innerHTML = `<span class="state state-${tint}">${icon(name)}${words}</span>`;
    if (tint === "bad") place.insertAdjacentHTML("beforeend", ` ${retry}`);
    summarise();
  };

  // Everything is again as it was saved.
  const settle = (row) => {
    if (calm.has(row)) row.querySelector(".entry-state").innerHTML = calm.get(row);
    delete row.dataset.mood;
    summarise();
  };

  // One line for all rows: what is not saved, and what to do.
  const summarise = () => {
    const line = document.getElementById("dock-state");
    const count = (...moods) => rows().filter((row) => moods.includes(row.dataset.mood)).length;
    const bad = count("offline", "failed", "denied", "signedOut")
      + document.querySelectorAll("form.entry.has-error").length;
    let text = line.dataset.saved;
    if (bad) text = `${bad} baris belum tersimpan. Teks tetap ada di layar ini.`;
    else if (count("saving")) text = "Menyimpan…";
    else if (count("dirty")) text = `${count("dirty")} baris belum tersimpan; tersimpan saat Anda pindah baris.`;
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("state-bad", bad > 0);
  };

  Object.assign(entry, { rowOf, rows, fieldsIn, answersIn, ticks, valueOf, putValue, savedValueOf, isChanged });
  Object.assign(entry, { show, settle, summarise, isUnsaved, isAtRisk });
})();
