/* How long the session lasts yet, whether it is back after signing in again, and what this browser forgets.
   The server decides; this file asks it, without counting as somebody who is there. */
(() => {
  "use strict";
  const { user, session: address, sessionLeft } = document.documentElement.dataset;
  const kinerja = (window.kinerja = window.kinerja || {});
  const COPIES = "kinerja:isian:"; // + worksheet : user, see entry/copy.js
  const WARN = 120; // seconds
  const ASK_AGAIN = 15; // seconds between two questions whether somebody has signed in again
  const tell = (name) => document.dispatchEvent(new CustomEvent(`session:${name}`));

  // --- The browser's storage, which may be full or forbidden ---------------------------------------------
  const stored = (act) => { try { return act(localStorage); } catch { return null; } };
  const forget = (unwanted) => stored((store) =>
    Object.keys(store)
      .filter((key) => key.startsWith(COPIES) && unwanted(key))
      .forEach((key) => store.removeItem(key)));

  // --- Asking ---------------------------------------------------------------------------------------------
  const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  const headers = (post) => ({
    "HX-Request": "true",
    ...(post ? { "X-CSRFToken": token() } : { "Kinerja-Background": "1" }),
  });
  const ask = async (method = "GET") => {
    try {
      const answer = await fetch(address, { method, headers: headers(method === "POST"), cache: "no-store" });
      return answer.ok ? { status: 200, ...(await answer.json()) } : { status: answer.status };
    } catch { return { status: 0 }; }
  };

  // --- The warning ----------------------------------------------------------------------------------------
  let clock = 0;
  const note = () => document.getElementById("session-note");
  const warn = (words, action, final) => {
    document.getElementById("session-words").textContent = words;
    document.getElementById("session-go-on").textContent = action;
    note().dataset.final = final;
    note().hidden = false;
  };
  const wait = (left) => {
    clearTimeout(clock);
    clock = setTimeout(look, Math.max(1, left > WARN ? left - WARN : left) * 1000);
  };
  const heard = (now) => {
    if (now.status === 401) return ended();
    if (now.status !== 200) return wait(ASK_AGAIN);
    if (now.left > WARN) note().hidden = true;
    else if (now.final) warn("Sesi Anda berakhir dalam 2 menit karena batas lamanya tercapai.", "Mengerti", "yes");
    else warn("Sesi Anda berakhir dalam 2 menit.", "Lanjutkan", "no");
    wait(now.left);
  };
  const look = async () => heard(await ask());

  // --- Ended, and back --------------------------------------------------------------------------------------
  let over = false;
  const ended = () => {
    if (!over) tell("ended");
    over = true;
    clearTimeout(clock);
    clock = setTimeout(back, ASK_AGAIN * 1000);
    if (!note().hidden) warn("Sesi Anda sudah berakhir.", "Mengerti", "yes");
  };
  const back = async () => {
    if (!over) return;
    const now = await ask();
    if (now.status !== 200) return ended();
    if (now.user !== user) { tell("other"); return ended(); }
    over = false;
    note().hidden = true;
    tell("back");
    heard(now);
  };

  kinerja.session = { ask, ended, stored, token, user, COPIES, isOver: () => over };

  document.addEventListener("DOMContentLoaded", () => {
    forget((key) => !key.endsWith(`:${user}`)); // somebody else has signed in here
    document.querySelectorAll("[data-forget]").forEach((place) =>
      forget((key) => key.includes(`:${place.dataset.forget}:`)));
    stored((store) => store.setItem("kinerja:masuk", Date.now())); // the other tabs hear it
    wait(Number(sessionLeft));
  });
  document.addEventListener("click", async (event) => {
    if (event.target.id !== "session-go-on") return;
    note().hidden = true;
    if (note().dataset.final === "no") heard(await ask("POST"));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) forget(() => true);
  });
  addEventListener("storage", (event) => { if (event.key === "kinerja:masuk") back(); });
  addEventListener("focus", back);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) (over ? back : look)(); });
})();
