// Keeps what is typed into the boxes of a review until it is sent, so that leaving the page loses nothing.
// It is kept in this window alone, like what unsaved.js keeps, and stands in its box again when the page comes back.

const PAUSE = 300;
const person = document.querySelector("meta[name=person]").content;
const form = document.querySelector("form[data-remembers]");
const boxes = [...form.querySelectorAll("textarea")];
let isSent = false;

const placeOf = (box) => `unsaved:${person}:words:${form.getAttribute("action")}:${box.name}`;
const isTyped = (box) => box.value.trim() !== box.defaultValue.trim();

function keep(box) {
  try {
    if (isTyped(box)) {
      sessionStorage.setItem(placeOf(box), JSON.stringify({ words: box.value, isSent }));
    } else {
      sessionStorage.removeItem(placeOf(box));
    }
  } catch {
    // The storage is full or refused; the question at leaving remains.
  }
}

function bringBack(box) {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(placeOf(box)));
  } catch {
    // Not ours.
  }
  if (kept?.isSent) {
    sessionStorage.removeItem(placeOf(box));
  } else if (kept && !box.value.trim()) {
    box.value = kept.words;
    box.closest("details")?.setAttribute("open", "");
  }
}

for (const box of boxes) {
  let timer = null;
  bringBack(box);
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(box), PAUSE);
  });
}

// Everything on the page is sent together.
form.addEventListener("submit", () => {
  isSent = true;
  boxes.forEach(keep);
});
window.addEventListener("beforeunload", (event) => {
  if (!isSent && boxes.some(isTyped)) {
    boxes.forEach(keep);
    event.preventDefault();
  }
});
window.addEventListener("pageshow", () => {
  isSent = false;
});
