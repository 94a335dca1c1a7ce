// The little that a page does by itself. Everything works without it.
"use strict";
document.documentElement.classList.add("scripted");

// A piece of the text shows the facts that rest on it, the one with the fewest words first.
document.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-cards]");
  if (!mark || event.target.closest("a") || String(getSelection())) return;
  document.querySelectorAll(".card.shown").forEach((card) => card.classList.remove("shown"));
  const cards = mark.dataset.cards.split(" ").map((name) => document.getElementById(name));
  cards.forEach((card) => card && card.classList.add("shown"));
  if (cards[0]) cards[0].scrollIntoView({ block: "nearest" });
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.textContent;
  button.textContent = "copied";
  setTimeout(() => { button.textContent = words; }, 1500);
});

// Lists that can be narrowed by typing.
for (const input of document.querySelectorAll("input[data-filter]")) {
  const list = document.getElementById(input.dataset.filter);
  input.parentElement.hidden = false;
  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase();
    for (const item of list.children) item.hidden = !item.textContent.toLowerCase().includes(wanted);
  });
}

// The line of the timeline: moving it tells what was certainly, possibly or not before it.
const slider = document.getElementById("line");
if (slider) {
  const day = 86400000;
  const first = Date.parse(slider.dataset.first), last = Date.parse(slider.dataset.last);
  slider.min = 0;
  slider.max = Math.round((last - first) / day);
  slider.value = Math.round((Date.parse(slider.dataset.line) - first) / day);
  slider.closest(".slider").hidden = false;
  slider.addEventListener("input", () => {
    const line = new Date(first + slider.value * day).toISOString().slice(0, 10);
    document.getElementById("line-day").textContent = line;
    slider.setAttribute("aria-valuetext", line);
    const at = `${4 + 92 * slider.value / Math.max(1, slider.max)}%`;
    const tally = { before: 0, possibly: 0, after: 0 };
    for (const item of document.querySelectorAll(".bars li")) {
      const { earliest, latest } = item.dataset;
      const side = latest && latest < line ? "before" : earliest && earliest >= line ? "after" : "possibly";
      tally[side] += 1;
      item.className = item.className.replace(/side-\w+/, `side-${side}`);
      const cut = item.querySelector(".cut");
      cut.setAttribute("x1", at);
      cut.setAttribute("x2", at);
    }
    document.getElementById("tally").textContent =
      `${tally.before} certainly before the line, ${tally.possibly} possibly, ${tally.after} not.`;
  });
}
