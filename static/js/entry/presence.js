/* Who else has this worksheet open, and the rows that they have saved; nobody is asked while the tab is hidden. */
(() => {
  "use strict";
  const { entry, session } = window.kinerja;
  const marks = () => [...document.querySelectorAll("[data-mark]")].map((part) => part.dataset.mark).join(" ");
  const question = () => ({
    method: "POST",
    headers: {
      "HX-Request": "true",
      "HX-Current-URL": location.href,
      "X-CSRFToken": session.token(),
      "Kinerja-User": session.user,
      "Kinerja-Background": "1", // nobody is here only because a page asks
    },
    body: new URLSearchParams({ seen: document.getElementById("presence").dataset.seen ?? "", marks: marks() }),
  });

  let asking = false;
  const ask = async () => {
    const { news } = document.querySelector(".entries").dataset; // a page without an address for it asks nobody
    if (!news || asking || document.hidden || session.isOver()) return;
    asking = true;
    try {
      const answer = await fetch(news, question());
      if (answer.status === 401) session.ended();
      if (answer.status === 403) await session.ask(); // brings a new token for the next time
      if (answer.ok) entry.place(null, await answer.text());
    } catch { /* not connected: the next question will tell */ }
    asking = false;
  };
  entry.askNews = ask;
})();
