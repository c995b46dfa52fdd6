// Steps are dragged to another place by a handle. Without this, the form below the list and its buttons move them.

import { follow, makeHandle, makeSpeaker, say, setValue } from "./dragging.js";

const list = document.querySelector("[data-order]");
const form = document.querySelector(".place-form");

function stepBelow(y, dragged) {
  const others = [...list.children].filter((item) => item !== dragged);
  return others.find((item) => {
    const box = item.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

function send(item) {
  setValue(form.elements.step, item.dataset.step);
  setValue(form.elements.after, item.previousElementSibling?.dataset.step ?? "");
  form.requestSubmit();
}

function makeDraggable(item, speak) {
  const handle = makeHandle();
  let before = null;
  item.querySelector(".step-number").append(handle);
  follow(handle, {
    start() {
      before = item.nextElementSibling;
      item.classList.add("dragged");
    },
    move(event) {
      const below = stepBelow(event.clientY, item) ?? null;
      if (below === item.nextElementSibling) {
        return;
      }
      list.insertBefore(item, below);
      const place = [...list.children].indexOf(item) + 1;
      speak(say(list.dataset.place, { name: item.dataset.name, place, count: list.children.length }));
    },
    drop(_event, isDone) {
      item.classList.remove("dragged");
      if (!isDone) {
        list.insertBefore(item, before);
      } else if (item.nextElementSibling !== before) {
        send(item);
      }
    },
  });
}

if (list && form) {
  const speak = makeSpeaker(list.parentElement);
  for (const item of list.children) {
    makeDraggable(item, speak);
  }
}
