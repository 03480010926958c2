/* Asks before a ballot is left with something typed that was not saved. The page works without it. */
(() => {
  "use strict";
  const form = document.querySelector(".ballot");
  let changed = Boolean(document.querySelector(".note-error, .stale"));
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
