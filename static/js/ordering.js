// Lets items be dragged into their order or moved by buttons. The selects stay and are what is sent.

import { follow, makeHandle, makeSpeaker, say, setValue } from "./dragging.js";

const group = document.querySelector("[data-ordering]");
const speak = makeSpeaker(group);
let writing = false;

const rows = () => [...group.querySelectorAll(".order-row")];
const placeOf = (row) => row.querySelector("select");
const textOf = (row) => row.querySelector(".option-card-text").textContent.trim();

// The first item can't go up nor the last one down; their buttons stay, so that the focus does.
function markEnds() {
  rows().forEach((row, index, all) => {
    const [up, down] = row.querySelectorAll(".order-move");
    up.setAttribute("aria-disabled", String(index === 0));
    down.setAttribute("aria-disabled", String(index === all.length - 1));
  });
}

function writePlaces(moved) {
  writing = true;
  rows().forEach((row, index) => setValue(placeOf(row), String(index + 1)));
  writing = false;
  markEnds();
  const place = rows().indexOf(moved) + 1;
  speak(say(group.dataset.moved, { item: textOf(moved), place, total: rows().length }));
}

// Rows follow their places as soon as every item has one of its own.
function arrange() {
  const places = rows().map((row) => Number(placeOf(row).value));
  if (places.every(Boolean) && new Set(places).size === places.length) {
    const focused = document.activeElement;
    const last = rows().at(-1).nextSibling;
    rows()
      .sort((one, other) => placeOf(one).value - placeOf(other).value)
      .forEach((row) => group.insertBefore(row, last && last.parentNode === group ? last : null));
    if (group.contains(focused)) {
      focused.focus();
    }
  }
  markEnds();
}

function moveBy(row, by, button) {
  const other = rows()[rows().indexOf(row) + by];
  if (other) {
    group.insertBefore(by < 0 ? row : other, by < 0 ? other : row);
    button.focus();
    writePlaces(row);
  }
}

function makeButton(row, by) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "order-move";
  button.textContent = by < 0 ? "↑" : "↓";
  button.setAttribute("aria-label", say(by < 0 ? group.dataset.up : group.dataset.down, { item: textOf(row) }));
  button.addEventListener("click", () => moveBy(row, by, button));
  return button;
}

function dragTo(row, y) {
  const others = rows().filter((other) => other !== row);
  const below = others.find((other) => {
    const box = other.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  const wanted = below ?? others.at(-1).nextSibling;
  if (wanted !== row && row.nextSibling !== wanted) {
    group.insertBefore(row, wanted);
  }
}

function putBack(order) {
  const behind = rows().at(-1).nextSibling;
  order.forEach((row) => group.insertBefore(row, behind));
}

for (const row of rows()) {
  const handle = makeHandle();
  let before = [];
  row.prepend(handle);
  const buttons = document.createElement("span");
  buttons.className = "order-moves";
  buttons.append(makeButton(row, -1), makeButton(row, 1));
  row.append(buttons);
  follow(handle, {
    start: () => {
      before = rows();
      row.classList.add("is-dragged");
    },
    move: (event) => dragTo(row, event.clientY),
    drop: (_event, isLifted) => {
      row.classList.remove("is-dragged");
      if (!isLifted) {
        putBack(before);
      } else if (rows().some((each, index) => each !== before[index])) {
        writePlaces(row);
      }
    },
  });
  placeOf(row).addEventListener("change", () => {
    if (!writing) {
      arrange();
    }
  });
}
arrange();
