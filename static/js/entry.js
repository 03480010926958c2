/* The entry page: a row is saved when it is left. htmx sends it; this file decides when, and puts the answer in
   its place without touching what somebody is typing. Without it, each row has its own button. */
(() => {
  "use strict";
  const rowOf = (node) => node instanceof Element && node.closest("form.entry");
  const rows = () => [...document.querySelectorAll("form.entry")];
  const fieldsIn = (node) => [...node.querySelectorAll("input, select, textarea")].filter((field) => field.name);
  const valueOf = (field) => (/^(checkbox|radio)$/.test(field.type) ? field.checked : field.value);
  const savedValueOf = (field) => {
    if (/^(checkbox|radio)$/.test(field.type)) return field.defaultChecked;
    if (field instanceof HTMLSelectElement) return [...field.options].find((o) => o.defaultSelected)?.value ?? "";
    return field.defaultValue;
  };

  // --- What a row says about itself ---------------------------------------------------------------------
  const SAYS = {
    dirty: ["wait", "ring", "Belum tersimpan"],
    saving: ["wait", "ring", "Menyimpan…"],
    offline: ["bad", "offline", "Belum tersimpan – tidak tersambung"],
    failed: ["bad", "triangle", "Gagal disimpan"],
    signedOut: ["bad", "triangle", "Belum tersimpan – sesi berakhir"],
  };
  const icon = (name) => `<svg class="icon" width="16" height="16" aria-hidden="true"><use href="#i-${name}"/></svg>`;
  const retry = '<button type="submit" class="as-link">Coba lagi</button>';

  const show = (row, mood) => {
    const place = row.querySelector(".entry-state");
    const [tint, name, words] = SAYS[mood];
    row.dataset.mood = mood;
    if (!place) return;
    place.innerHTML = `<span class="state state-${tint}">${icon(name)}${words}</span>`;
    if (tint === "bad") place.insertAdjacentHTML("beforeend", ` ${retry}`);
    summarise();
  };

  // One line for all rows: what is not saved, and what to do.
  const summarise = () => {
    const line = document.getElementById("dock-state");
    if (!line) return;
    const count = (...moods) => rows().filter((row) => moods.includes(row.dataset.mood)).length;
    const bad = count("offline", "failed", "signedOut") + document.querySelectorAll("form.entry.has-error").length;
    let text = line.dataset.saved;
    if (bad) text = `${bad} baris belum tersimpan. Teks tetap ada di layar ini.`;
    else if (count("saving")) text = "Menyimpan…";
    else if (count("dirty")) text = `${count("dirty")} baris belum tersimpan; tersimpan saat Anda pindah baris.`;
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("state-bad", bad > 0);
  };

  // --- When a row is sent --------------------------------------------------------------------------------
  const isDirty = (row) => ["dirty", "offline", "failed", "signedOut"].includes(row.dataset.mood);
  // While both values of a row are shown, only a choice sends it.
  const leave = (row) => isDirty(row) && !row.querySelector(".stale") && htmx.trigger(row, "leave");

  document.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (row && row.dataset.mood !== "saving") show(row, "dirty");
    else if (row) row.dataset.again = "yes";
  });
  document.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    if (row && !row.contains(event.relatedTarget)) leave(row);
  });
  document.addEventListener("change", (event) => {
    const row = rowOf(event.target);
    if (!row || !/^(checkbox|radio|select-one)$/.test(event.target.type)) return;
    if (row.dataset.mood === "saving") row.dataset.again = "now";
    else leave(row);
  });
  addEventListener("beforeunload", (event) => {
    if (rows().some((row) => isDirty(row) || row.dataset.mood === "saving")) event.preventDefault();
  });

  const sent = new WeakMap(); // field -> what was sent for it
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    fieldsIn(row).forEach((field) => sent.set(field, valueOf(field)));
    delete row.dataset.again;
    show(row, "saving");
  });

  // Signing in again in another tab changes the token; the one in the cookie is always the newest.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    if (token) event.detail.parameters.csrfmiddlewaretoken = token[1];
  });

  // --- Where the answer goes -----------------------------------------------------------------------------
  const untouched = (field, own) => valueOf(field) === (own && sent.has(field) ? sent.get(field) : savedValueOf(field));

  // A part that held the focus gives it to its successor; one that is gone, to the row's first field.
  const refocus = (lost, row, caret) => {
    const twin = (field) => field.name === lost.name && (field.type !== "radio" || field.value === lost.value);
    const next = fieldsIn(row).find(twin) || row.querySelector(".entry-inputs :is(input, select, textarea)");
    if (next) next.focus({ preventScroll: true });
    if (next && caret !== null && next.selectionStart !== null) next.setSelectionRange(caret, caret);
  };

  // What is the same stays in the page: a click or a key that is half way down still arrives.
  const same = (here, part) =>
    here.isEqualNode(part) && fieldsIn(here).every((field) => valueOf(field) === savedValueOf(field));

  const graft = (here, part) => {
    const focus = document.activeElement;
    const [row, caret] = [rowOf(here), focus.selectionStart ?? null];
    const held = here.contains(focus);
    here.replaceWith(document.importNode(part, true));
    if (held) refocus(focus, row, caret);
  };

  // In the row that was sent, what has been typed on since stays. Another row that is being typed in keeps its
  // version too, so that nobody's answer to it is written over unseen.
  const placeRow = (from, own) => {
    const here = document.getElementById(from.id);
    if (!here) return;
    const kept = (part) => !fieldsIn(part).every((field) => field.type === "hidden" || untouched(field, own));
    const busy = !own && kept(here);
    from.querySelectorAll("[data-part]").forEach((part) => {
      const old = document.getElementById(part.id);
      if (old && !kept(old) && !same(old, part) && !(busy && part.type === "hidden")) graft(old, part);
    });
    here.className = from.className;
  };

  const place = (row, html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const forms = answer.querySelectorAll("form.entry");
    forms.forEach((from) => placeRow(from, from.id === row.id));
    const [figures, shown] = [answer, document].map((page) => page.getElementById("dock-figures"));
    // Answers may overtake one another; the totals never go back.
    if (figures && +figures.dataset.version >= +shown.dataset.version) graft(shown, figures);
    return forms.length > 0;
  };

  document.addEventListener("htmx:afterRequest", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    const [xhr, again] = [event.detail.xhr, row.dataset.again];
    delete row.dataset.again;
    const understood = xhr.status !== 0 && place(row, xhr.responseText);
    if (understood && again) show(row, "dirty");
    else if (understood) row.dataset.mood = xhr.status < 300 ? "saved" : "refused";
    else show(row, xhr.status === 0 ? "offline" : xhr.status === 401 ? "signedOut" : "failed");
    if (again === "now" || (again && !row.contains(document.activeElement))) leave(row);
    summarise();
  });

  // --- Lines of a list that may grow -----------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-line]");
    if (!button) return;
    const lines = button.closest("[data-lines]").querySelectorAll("[data-line]");
    const last = lines[lines.length - 1];
    const next = last.cloneNode(true);
    next.innerHTML = next.innerHTML.replaceAll(`-${lines.length - 1}`, `-${lines.length}`);
    fieldsIn(next).forEach((field) => { field.value = field.defaultValue = ""; });
    last.after(next);
    next.querySelector("input").focus();
  });
})();
