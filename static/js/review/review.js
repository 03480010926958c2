/* The review page by keyboard, and where its answers go. Without this file every link and button leads to a page. */
(() => {
  "use strict";
  const find = (selector) => document.querySelector(selector);
  const current = () => find("tr.is-current a[data-row]");
  const open = (id) => {
    const part = document.getElementById(id);
    if (!part) return;
    part.open = true;
    part.querySelector("form :is(input:not([type='hidden']), select, textarea)").focus();
  };
  const KEYS = {
    j: () => find("#maju")?.click(),
    k: () => find("#mundur")?.click(),
    s: () => find("#form-sesuai")?.requestSubmit(),
    u: () => open("ubah"),
    p: () => open("perbaikan"),
  };
  // Single letters as keys can be switched off, for people who dictate or hit keys by accident.
  const OFF = "kinerja-telaah-tanpa-tombol";
  const isOff = () => localStorage.getItem(OFF) === "ya";
  const showKeys = () => {
    const button = find("#tombol-cepat");
    if (!button) return;
    button.textContent = isOff() ? "Nyalakan tombol cepat" : "Matikan";
    button.closest(".keys").classList.toggle("is-off", isOff());
  };
  const types = (node) => node.isContentEditable || node.matches("input:not([type='hidden']), select, textarea");

  document.addEventListener("keydown", (event) => {
    const act = KEYS[event.key.toLowerCase()];
    if (!act || isOff() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.target instanceof Element && types(event.target)) return;
    event.preventDefault();
    if (busy) later = act;
    else act();
  });

  // A key pressed while an answer is under way waits for it: it means the page that the answer makes.
  let busy = false, later = null;
  document.addEventListener("htmx:beforeRequest", () => { busy = true; });
  document.addEventListener("htmx:afterRequest", () => {
    const act = later;
    busy = false;
    later = null;
    if (act) act();
  });

  // A field is left by Escape, so that the keys work again.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && types(event.target)) current()?.focus();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("#tombol-cepat")) {
      localStorage.setItem(OFF, isOff() ? "tidak" : "ya");
      showKeys();
    }
    const opener = event.target.closest("[data-open]");
    if (!opener) return;
    event.preventDefault();
    open(opener.dataset.open);
  });

  showKeys();

  // What was refused is shown in its place like what was saved; only pages of ours carry a pane.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400) return;
    const ours = [403, 409, 422].includes(xhr.status) && xhr.responseText.includes('id="rinci"');
    if (ours) event.detail.shouldSwap = true;
    else find("#gagal").hidden = false;
  });
  document.addEventListener("htmx:sendError", () => { find("#gagal").hidden = false; });

  // Of the row that was left nothing stays marked; the one in use is seen, and has the focus unless it is elsewhere.
  document.addEventListener("htmx:afterSettle", () => {
    const link = current();
    if (!link) return;
    find("#gagal").hidden = true;
    history.replaceState(null, "", link.search);
    if (link.offsetParent === null) find("#rinci").focus();
    else {
      const { activeElement, body } = document;
      if (activeElement === body || activeElement.matches("a[data-row]")) link.focus({ preventScroll: true });
      link.closest("tr").scrollIntoView({ block: "nearest" });
    }
  });
})();
