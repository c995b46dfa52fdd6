// What is dragged by pointer: a handle beside it, so that a finger elsewhere still scrolls. Keys use other ways.

export function makeHandle() {
  const handle = document.createElement("span");
  handle.className = "drag-handle";
  handle.setAttribute("aria-hidden", "true");
  handle.textContent = "⠿";
  return handle;
}

// Follows one pointer from the handle until it is lifted; `move` and `drop` get where it is. The document listens,
// since an element that is moved while it is dragged loses the pointer.
export function follow(handle, { start, move, drop }) {
  handle.addEventListener("pointerdown", (down) => {
    if (!down.isPrimary || down.button !== 0) {
      return;
    }
    down.preventDefault();
    start(down);
    const end = (up) => {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
      drop(up, up.type === "pointerup");
    };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
  });
}

export function makeSpeaker(place) {
  const region = document.createElement("p");
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  place.append(region);
  return (text) => {
    region.textContent = text;
  };
}

// Others, such as what saves drafts, hear of it as if the field had been used by hand.
export function setValue(select, value) {
  if (select.value !== value) {
    select.value = value;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

export function say(sentence, words) {
  return sentence.replace(/\{(\w+)\}/g, (_whole, name) => words[name]);
}
