/* A file of evidence opens beside its row on a wide screen. Without this file its chip leads to the file's own page. */
(() => {
  "use strict";
  const WIDE = matchMedia("(min-width: 64em)");
  const make = (name, text, tint) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (tint) node.className = tint;
    return node;
  };

  let opener = null;
  const close = () => {
    document.querySelector(".pane")?.remove();
    opener?.focus();
    opener = null;
  };

  const open = (link) => {
    document.querySelector(".pane")?.remove();
    const pane = make("aside", "", "pane");
    pane.setAttribute("aria-label", "Pratinjau bukti");
    const [head, acts] = [make("div", "", "pane-head"), make("span")];
    const [full, shut] = [make("a", "Buka halamannya"), make("button", "Tutup", "btn btn-outline btn-small")];
    const name = link.querySelector("span")?.firstChild.textContent.trim() || link.textContent.trim();
    const paper = /\.pdf$/i.test(name);
    const frame = make(paper ? "iframe" : "img");
    full.href = link.href;
    shut.type = "button";
    shut.addEventListener("click", close);
    frame.src = link.dataset.preview + (paper ? "#navpanes=0&view=FitH" : "");
    frame.title = `Isi ${name}`;
    if (frame instanceof HTMLImageElement) frame.alt = frame.title;
    acts.append(full, shut);
    head.append(make("b", link.textContent.trim()), acts);
    pane.append(head, frame);
    document.body.append(pane);
    opener = link;
    shut.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[data-preview]");
    if (!link || !WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.querySelector(".pane")) close();
  });
})();
