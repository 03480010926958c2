/* Evidence: files are sent one by one with a bar each, by choice or by drop. Without this file a form sends all
   files at once. */
(() => {
  "use strict";
  const make = (name, text, tint) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    if (tint) node.className = tint;
    return node;
  };

  const token = () => (/(?:^|; )csrftoken=([^;]+)/.exec(document.cookie) || [])[1];

  const post = (form, file, bar) => new Promise((resolve) => {
    const body = new FormData(form);
    body.delete("files");
    body.append("files", file, file.name);
    const xhr = new XMLHttpRequest();
    xhr.open("POST", form.action);
    xhr.setRequestHeader("Accept", "application/json");
    if (token()) xhr.setRequestHeader("X-CSRFToken", token());
    xhr.upload.addEventListener("progress", (event) => { bar.value = Math.round((event.loaded / event.total) * 100); });
    xhr.addEventListener("loadend", () => resolve(understood(xhr)));
    xhr.send(body);
  });

  const understood = (xhr) => {
    const refused = (sentence) => ({ kept: false, sentence });
    if (!xhr.status) return refused("Belum terkirim – tidak tersambung. Pilih lagi berkasnya setelah tersambung.");
    if (xhr.responseURL.includes("/masuk/")) {
      return refused("Belum terkirim – sesi berakhir. Masuk lagi, lalu ulangi.");
    }
    try {
      return JSON.parse(xhr.responseText).files[0];
    } catch {
      return refused("Belum terkirim. Muat ulang halaman, lalu ulangi.");
    }
  };

  const sendOne = async (form, file) => {
    const item = make("li", file.name);
    const bar = make("progress", "", "bar");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", `Terkirim dari ${file.name}`);
    item.append(bar);
    form.querySelector("[data-uploads]").append(item);
    const limit = Number(form.dataset.maxBytes);
    const most = `${limit / 1048576} MB`;
    const tooBig = `Berkas ini lebih besar dari ${most}. Perkecil hasil pindai atau bagi menjadi beberapa.`;
    const answer = file.size > limit
      ? { kept: false, sentence: tooBig }
      : await post(form, file, bar);
    bar.remove();
    const said = make("span", answer.sentence, `state ${answer.kept ? "state-ok" : "state-bad"}`);
    const icon = `<svg class="icon" aria-hidden="true"><use href="#i-${answer.kept ? "check" : "triangle"}"/></svg>`;
    said.insertAdjacentHTML("afterbegin", icon);
    item.append(said);
    return answer.kept;
  };

  const renew = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    document.querySelectorAll("[data-refreshed]").forEach((old) => {
      const fresh = page.getElementById(old.id);
      if (fresh) old.replaceWith(document.importNode(fresh, true));
    });
  };

  const send = async (form, files) => {
    const state = form.querySelector("[data-upload-state]");
    const [button, all] = [form.querySelector("[data-send]"), [...files]];
    if (!all.length || button.disabled) return;
    button.disabled = true;
    form.querySelector("[data-uploads]").replaceChildren();
    let kept = 0;
    for (const [index, file] of all.entries()) {
      state.textContent = `Mengunggah ${index + 1} dari ${all.length}…`;
      if (await sendOne(form, file)) kept += 1;
    }
    form.querySelectorAll("input[type=file]").forEach((input) => { input.value = ""; });
    if (kept) await renew().catch(() => {});
    const failed = all.length - kept;
    state.textContent = `${kept} berkas tersimpan${failed ? `, ${failed} tidak: lihat sebabnya di atas` : ""}.`;
    button.disabled = false;
  };

  const formOf = (node) => node instanceof Element && node.closest("form[data-upload]");
  document.addEventListener("submit", (event) => {
    const form = formOf(event.target);
    const files = form ? [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]) : [];
    if (!files.length) return;
    event.preventDefault();
    send(form, files);
  });

  const zoneOf = (event) => event.target instanceof Element && event.target.closest("[data-zone]");
  document.addEventListener("dragover", (event) => {
    if (!document.querySelector("[data-zone]")) return;
    event.preventDefault(); // a file dropped beside the box must not replace the page
    if (zoneOf(event)) zoneOf(event).classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (zoneOf(event)) zoneOf(event).classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!document.querySelector("[data-zone]")) return;
    event.preventDefault();
    const zone = zoneOf(event);
    if (!zone) return;
    zone.classList.remove("is-over");
    send(formOf(zone), event.dataTransfer.files);
  });
})();
