// Counts the time of an attempt down and says politely when little is left. Without it the page says until when.

const box = document.querySelector("[data-seconds-left]");
const shown = box.querySelector("[data-time-left]");
const spoken = box.querySelector("[data-time-warning]");
const end = Date.now() + Number(box.dataset.secondsLeft) * 1000;
const warnings = [
  [1, spoken.dataset.over],
  [60, spoken.dataset.one],
  [300, spoken.dataset.five],
];
let lastSpoken = null;

function clockFace(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function tick() {
  const seconds = Math.max(Math.ceil((end - Date.now()) / 1000), 0);
  shown.textContent = shown.dataset.text.replace("{time}", clockFace(seconds));
  const due = warnings.find(([limit]) => seconds < limit);
  if (due && due[1] !== lastSpoken) {
    lastSpoken = due[1];
    spoken.textContent = due[1];
    spoken.classList.remove("visually-hidden");
  }
  if (seconds > 0) {
    setTimeout(tick, 1000);
  }
}

tick();
