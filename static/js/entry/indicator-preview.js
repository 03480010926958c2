/* The result of a row that is tried, put in place while it is typed. What holds a field is left alone: somebody is
   typing in it. A row that asks for other fields than before comes whole. */
(() => {
  "use strict";
  const names = (row) => [...row.querySelectorAll("input, select, textarea")].map((field) => field.name).join();

  const place = (html) => {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const [here, row] = [document, answer].map((page) => page.querySelector("form.entry"));
    if (here && row && names(here) !== names(row)) {
      here.replaceWith(document.importNode(row, true));
      window.htmx.process(document.querySelector("form.entry"));
    }
    answer.querySelectorAll("[data-part]").forEach((part) => {
      const old = document.getElementById(part.id);
      if (old && !old.querySelector("input, select, textarea")) old.replaceWith(document.importNode(part, true));
    });
  };

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.xhr.responseText) place(event.detail.xhr.responseText);
  });
})();
