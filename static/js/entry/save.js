/* When a row is sent, and what is done when it does not arrive. htmx sends it. */
(() => {
  "use strict";
  const { entry, session } = window.kinerja;
  const { rows, show, summarise, isUnsaved, copy } = entry;
  const DELAYS = [2, 4, 8, 15, 30, 60]; // seconds
  const answered = new Map(); // row -> who waits for its answer
  const moodIs = (...moods) => (row) => moods.includes(row.dataset.mood);

  // While both values of a row are shown, only a choice sends it.
  const leave = (row) => {
    const sending = isUnsaved(row) && !row.querySelector(".stale");
    if (sending) htmx.trigger(row, "leave");
    return sending;
  };
  const sendOne = (row) => new Promise((done) => {
    answered.set(row, done);
    if (!leave(row)) { answered.delete(row); done(); }
  });
  // One after the other: fifty requests at once would only wait for each other.
  const sendAll = async (some) => {
    for (const row of some) {
      await sendOne(row);
      if (moodIs("offline", "signedOut")(row)) break;
    }
    plan();
  };

  // --- Trying again by itself ---------------------------------------------------------------------------------
  let [attempt, due, ticking] = [0, 0, 0];
  const lost = () => rows().filter(moodIs("offline", "failed"));
  const sayNext = (words, kind) => {
    const line = document.getElementById("dock-next");
    line.hidden = !words;
    line.dataset.kind = kind ?? "";
    line.querySelector("span").textContent = words;
  };
  const stop = () => { clearInterval(ticking); ticking = 0; };
  const tick = () => {
    const left = Math.ceil((due - Date.now()) / 1000);
    if (left > 0) return sayNext(`Dicoba lagi dalam ${left} detik.`, "retry");
    stop();
    sayNext("");
    return sendAll(lost());
  };
  const plan = () => {
    if (session.isOver()) return stop();
    if (!lost().length) { stop(); attempt = 0; return sayNext(""); }
    if (ticking) return undefined;
    due = Date.now() + DELAYS[Math.min(attempt, DELAYS.length - 1)] * 1000;
    attempt += 1;
    ticking = setInterval(tick, 500);
    return tick();
  };
  const tryNow = () => { attempt = 0; due = 0; if (ticking) tick(); };

  // --- What came back -------------------------------------------------------------------------------------------
  const refusedFor = (xhr) => xhr.getResponseHeader("Kinerja-Refused");
  const failure = (status) => {
    if (status === 0) return "offline";
    if (status === 401) return "signedOut";
    return status >= 500 || status === 429 || status === 408 ? "failed" : "denied";
  };
  // The token was not accepted: a new one comes with the answer about the session, and the row is sent once more.
  const renewToken = async (row) => {
    row.dataset.renewed = "yes";
    const { status } = await session.ask();
    show(row, status === 200 ? "dirty" : failure(status || 0));
    if (status === 401) session.ended();
    if (status === 200) leave(row);
  };
  const understood = (row, status) => {
    delete row.dataset.renewed;
    if (row.dataset.again) return show(row, "dirty");
    row.dataset.mood = status < 300 ? "saved" : "refused";
    return status < 300 && copy.drop(row);
  };
  const arrived = (row, xhr) => {
    if (xhr.status === 403 && refusedFor(xhr) === "csrf" && !row.dataset.renewed) return renewToken(row);
    if (xhr.status !== 0 && entry.place(row, xhr.responseText)) understood(row, xhr.status);
    else show(row, failure(xhr.status));
    if (xhr.status === 401) session.ended();
    const wanted = row.dataset.again === "now" || (row.dataset.again && !row.contains(document.activeElement));
    if (wanted && moodIs("dirty")(row)) leave(row);
    return undefined;
  };
  entry.arrived = (row, xhr) => {
    arrived(row, xhr);
    answered.get(row)?.();
    answered.delete(row);
    summarise();
    plan();
  };

  // --- Session over, and back -------------------------------------------------------------------------------------
  entry.sessionEnded = () => {
    stop();
    sayNext("Sesi berakhir. Masuk lagi di tab baru; isian lalu disimpan sendiri.", "sign-in");
  };
  entry.sessionOfAnother = () =>
    sayNext("Di browser ini sekarang masuk akun lain. Masuk dengan akun Anda; isian lalu disimpan sendiri.", "sign-in");
  entry.sessionBack = () => { sayNext(""); sendAll(rows().filter(moodIs("signedOut", "offline", "failed"))); };

  Object.assign(entry, { leave, sendAll, tryNow });
})();
