/* Wires the entry page: a row is saved when it is left. Without scripts, each row has its own button. */
(() => {
  "use strict";
  const { entry, session } = window.kinerja;
  const { rowOf, rows, show, isAtRisk, leave, copy } = entry;
  const SECONDS = 1000;
  htmx.config.timeout = 20 * SECONDS; // then a line counts as broken; the same row twice has one effect

  const typed = (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    copy.keep(row);
    if (event.isTrusted) entry.typedAfterPaste();
    if (row.dataset.mood === "saving") row.dataset.again = "yes";
    else show(row, "dirty");
  };
  document.addEventListener("input", typed);
  document.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    if (row && !row.contains(event.relatedTarget)) leave(row);
  });
  document.addEventListener("change", (event) => {
    const row = rowOf(event.target);
    if (!row || !/^(checkbox|radio|select-one)$/.test(event.target.type)) return;
    if (event.target.matches(".nil:checked")) return; // its reason is written first
    if (row.dataset.mood === "saving") row.dataset.again = "now";
    else leave(row);
  });
  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-line]");
    if (add) entry.addLine(add).querySelector("input").focus();
    if (event.target.closest("[data-retry]")) entry.tryNow();
    if (event.target.closest("[data-forget-copy]")) copy.clear();
    if (event.target.closest("[data-undo-paste]")) entry.undoPaste();
  });
  document.addEventListener("keydown", (event) => { entry.pressed(event); entry.undoByKey(event); });
  document.addEventListener("paste", entry.pasted);
  addEventListener("beforeunload", (event) => {
    if (rows().some(isAtRisk)) event.preventDefault();
  });

  // --- The way to the server and back -------------------------------------------------------------------------
  document.addEventListener("htmx:beforeRequest", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    entry.markSent(row);
    delete row.dataset.again;
    show(row, "saving");
  });
  // Signing in again in another tab changes the token; the one in the cookie is always the newest.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = session.token();
    if (token) event.detail.parameters.csrfmiddlewaretoken = token;
    event.detail.headers["Kinerja-User"] = session.user; // nobody saves for somebody else
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const row = rowOf(event.target);
    if (row) entry.arrived(row, event.detail.xhr);
  });

  document.addEventListener("visibilitychange", entry.askNews);
  addEventListener("online", entry.tryNow);
  document.addEventListener("session:ended", entry.sessionEnded);
  document.addEventListener("session:other", entry.sessionOfAnother);
  document.addEventListener("session:back", entry.sessionBack);

  document.addEventListener("DOMContentLoaded", () => {
    const restored = copy.restore();
    restored.forEach((row) => show(row, "dirty"));
    entry.sendAll(restored);
    entry.askNews();
    setInterval(entry.askNews, 20 * SECONDS);
  });
})();
