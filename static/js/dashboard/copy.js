// "Salin teks": without this script the text is selected and copied by hand.
(() => {
  "use strict";
  const copied = (field) => {
    field.select();
    if (navigator.clipboard) return navigator.clipboard.writeText(field.value);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("copy"));
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    const status = document.getElementById(`${field.id}-status`);
    copied(field).then(
      () => { status.textContent = "Teks tersalin. Tempel di WhatsApp."; },
      () => { status.textContent = "Teks sudah dipilih. Tekan Ctrl+C untuk menyalin."; },
    );
  });
})();
