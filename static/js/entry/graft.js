/* Where an answer goes: its parts replace those of the page, except what somebody is typing in. */
(() => {
  "use strict";
  const { entry } = window.kinerja;
  const { rowOf, fieldsIn, valueOf, savedValueOf, isAtRisk } = entry;
  const sent = new WeakMap(); // field -> what was sent for it
  const markSent = (row) => fieldsIn(row).forEach((field) => sent.set(field, valueOf(field)));
  const untouched = (field, own) => valueOf(field) === (own && sent.has(field) ? sent.get(field) : savedValueOf(field));

  // A part that held the focus gives it to its successor; one that is gone, to its group or the row's first field.
  const refocus = (lost, row, caret) => {
    const twin = (field) => field.name === lost.name && (field.type !== "radio" || field.value === lost.value);
    const named = (field) => field.name === lost.name;
    const next = fieldsIn(row).find(twin) || fieldsIn(row).find(named)
      || row.querySelector(".entry-inputs :is(input, select, textarea)");
    if (next) next.focus({ preventScroll: true });
    if (next && caret !== null && next.selectionStart !== null) next.setSelectionRange(...caret);
  };

  // What is the same stays in the page: a click or a key that is half way down still arrives.
  const same = (here, part) =>
    here.isEqualNode(part) && fieldsIn(here).every((field) => valueOf(field) === savedValueOf(field));

  const graft = (here, part) => {
    const focus = document.activeElement;
    const caret = typeof focus.selectionStart === "number" ? [focus.selectionStart, focus.selectionEnd] : null;
    const [row, held] = [rowOf(here), here.contains(focus)];
    here.replaceWith(document.importNode(part, true));
    if (held && row) refocus(focus, row, caret);
  };

  // In the row that was sent, what has been typed on since stays. Another row that is not saved yet keeps its
  // version and what it says too, so that nobody's answer to it is written over unseen.
  const OWN = /-(version|state|notes)$/;
  const placeRow = (from, own) => {
    const here = document.getElementById(from.id);
    if (!here) return;
    const kept = (part) => !fieldsIn(part).every((field) => field.type === "hidden" || untouched(field, own));
    const busy = !own && (isAtRisk(here) || kept(here));
    from.querySelectorAll("[data-part]").forEach((part) => {
      const old = document.getElementById(part.id);
      if (!old || kept(old) || same(old, part) || (busy && (OWN.test(part.id) || fieldsIn(part).length))) return;
      graft(old, part);
    });
    if (!busy) here.className = from.className;
  };

  // What is apart from the rows: totals, filters, who else is here. Answers may overtake one another; what
  // carries the worksheet's version never goes back.
  const placeFrame = (answer) => answer.querySelectorAll("[data-frame]").forEach((part) => {
    const old = document.getElementById(part.id);
    if (old && !(+part.dataset.version < +old.dataset.version) && !old.isEqualNode(part)) graft(old, part);
  });

  // Whether the answer was one of ours; `row` is the row that was sent, if one was.
  entry.place = (row, html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const forms = answer.querySelectorAll("form.entry");
    forms.forEach((from) => placeRow(from, from.id === row?.id));
    placeFrame(answer);
    return forms.length > 0;
  };
  entry.markSent = markSent;
})();
