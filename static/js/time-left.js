// Counts the time of an attempt down and says politely when little is left. Without it the page says until when.

const box = document.querySelector("[data-seconds-left]");
const shown = box.querySelector("[data-time-left]");
const spoken = box.querySelector("[data-time-warning]");
const until = box.querySelector("[data-time-until]");
let end = Date.now() + Number(box.dataset.secondsLeft) * 1000;
const warnings = [
  [1, spoken.dataset.over],
  [60, spoken.dataset.one],
  [300, spoken.dataset.five],
];
let lastSpoken = "";
let next = null;

function clockFace(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function tick() {
  const seconds = Math.max(Math.ceil((end - Date.now()) / 1000), 0);
  shown.textContent = shown.dataset.text.replace("{time}", clockFace(seconds));
  const due = warnings.find(([limit]) => seconds < limit);
  const text = due ? due[1] : "";
  if (text !== lastSpoken) {
    lastSpoken = text;
    spoken.textContent = text;
    spoken.classList.toggle("visually-hidden", !due);
  }
  if (seconds > 0) {
    next = setTimeout(tick, 1000);
  }
}

// What is kept of an answer comes back with the time that is left, since somebody may have given more.
document.addEventListener("time-left", (event) => {
  clearTimeout(next);
  end = Date.now() + event.detail.seconds * 1000;
  until.textContent = until.dataset.text.replace("{time}", event.detail.until);
  tick();
});

tick();
