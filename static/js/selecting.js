// Puts words that are selected in the notice into the field that adds an entry. Without it they are copied by hand.

const notice = document.querySelector("[data-notice]");
const words = document.querySelector("[data-added=words]");
const near = document.querySelector("[name=added_near]");

// Places are counted in code points, as the server counts them.
const codePoints = (text) => Array.from(text).length;

function placeOf(range) {
  const before = document.createRange();
  before.selectNodeContents(notice);
  before.setEnd(range.startContainer, range.startOffset);
  return codePoints(before.toString());
}

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) {
    return;
  }
  const range = selection.getRangeAt(0);
  if (notice.contains(range.commonAncestorContainer)) {
    words.value = range.toString().trim();
    near.value = placeOf(range);
  }
});
