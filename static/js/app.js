/* What the frame needs: nothing here holds data, and every page works without it. Loaded in the head, so that
   what only makes sense without a script is never seen to vanish. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  // Rows are saved by htmx; where it did not arrive, their own buttons come back.
  addEventListener("load", () => root.classList.toggle("js", "htmx" in window));

  const setReveal = (button, shown) => {
    document.getElementById(button.getAttribute("aria-controls")).type = shown ? "text" : "password";
    button.textContent = shown ? "Sembunyikan" : "Tampilkan";
  };

  // A link to something inside a closed disclosure opens it; without this the jump would lead nowhere.
  const openTarget = (link) => {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const closed = target && target.closest("details:not([open])");
    if (closed) closed.open = true;
    if (target && target.matches("input, select, textarea")) setTimeout(() => target.focus());
  };

  document.addEventListener("click", (event) => {
    const reveal = event.target.closest("[data-reveal]");
    if (reveal) setReveal(reveal, reveal.textContent.trim() === "Tampilkan");
    const link = event.target.closest("a[href^='#']");
    if (link) openTarget(link);
  });

  // A password is never left readable in a field that the browser may store.
  document.addEventListener("submit", (event) => {
    event.target.querySelectorAll("[data-reveal]").forEach((button) => setReveal(button, false));
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });

  // An answer with errors starts at their summary.
  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector("[data-focus]");
    if (summary) summary.focus();
  });
})();
