/* Sums of the weights while they are typed. Saving works without this, and the server adds up again. */
(() => {
  "use strict";
  const form = document.querySelector("[data-weights]");
  if (!form) return;
  const UNIT = 1000000n; // weights have six decimals at most: they are added as whole millionths

  const units = (whole, decimals) => BigInt(whole) * UNIT + BigInt((decimals || "").padEnd(6, "0"));

  const read = (text) => {
    const found = /^(0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*)(?:,(\d{1,6}))?$/.exec(text.trim());
    return found && units(found[1].replaceAll(".", ""), found[2]);
  };

  const write = (value) => {
    const whole = String(value / UNIT).replace(/\B(?=(\d{3})+$)/g, ".");
    const decimals = String(value % UNIT).padStart(6, "0").replace(/0+$/, "");
    return decimals ? `${whole},${decimals}` : whole;
  };

  const stand = (sum, wanted) => {
    if (sum === wanted) return `pas ${write(wanted)}`;
    return sum < wanted ? `kurang ${write(wanted - sum)}` : `lebih ${write(sum - wanted)}`;
  };

  const words = (sum, plain) => {
    if (!plain) return write(sum);
    const wanted = units(...plain.split("."));
    return `${write(sum)} dari ${write(wanted)}: ${stand(sum, wanted)}`;
  };

  const show = (output, inputs) => {
    const sum = [...inputs].reduce((total, input) => total + (read(input.value) || 0n), 0n);
    const text = words(sum, output.dataset.wanted);
    if (output.textContent !== text) output.textContent = text;
  };

  const inputs = (part) => part.querySelectorAll("input[inputmode]");

  const addUp = () => {
    form.querySelectorAll("[data-sum-of]").forEach((part) => show(part.querySelector("output"), inputs(part)));
    show(form.querySelector("[data-whole] output"), inputs(form));
    const unread = [...inputs(form)].filter((input) => read(input.value) === null).length;
    form.querySelector("[data-unread]").textContent = unread ? `(tanpa ${unread} yang belum terbaca)` : "";
  };

  form.addEventListener("input", addUp);
  addUp(); // a browser may have kept what was typed before the page was loaded again
})();
