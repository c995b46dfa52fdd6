// Lets choices be dragged to what they belong to. The selects stay, serve the keyboard, and are what is sent.

import { follow, makeHandle, makeSpeaker, say, setValue } from "./dragging.js";

const group = document.querySelector("[data-matching]");
const speak = makeSpeaker(group);
const rows = [...group.querySelectorAll(".match-row")];
const choices = [...group.querySelectorAll("[data-choice]")];
const selectOf = (row) => row.querySelector("select");

function markUsed() {
  const used = new Set(rows.map((row) => selectOf(row).value));
  choices.forEach((choice) => choice.classList.toggle("is-used", used.has(choice.dataset.choice)));
}

function rowAt(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest(".match-row") ?? null;
}

function match(row, choice) {
  setValue(selectOf(row), choice.dataset.choice);
  const words = { left: row.querySelector(".match-left").textContent.trim(), right: choice.dataset.text };
  speak(say(group.dataset.matched, words));
}

for (const choice of choices) {
  choice.dataset.text = choice.textContent.trim();
  const handle = makeHandle();
  choice.prepend(handle);
  let from = null;
  const point = (target) => rows.forEach((row) => row.classList.toggle("is-target", row === target));
  follow(handle, {
    start: (event) => {
      from = event;
      choice.classList.add("is-dragged");
    },
    move: (event) => {
      choice.style.translate = `${event.pageX - from.pageX}px ${event.pageY - from.pageY}px`;
      point(rowAt(event));
    },
    drop: (event, lifted) => {
      const row = lifted ? rowAt(event) : null;
      choice.classList.remove("is-dragged");
      choice.style.translate = "";
      point(null);
      if (row) {
        match(row, choice);
      }
    },
  });
}
group.addEventListener("change", markUsed);
markUsed();
