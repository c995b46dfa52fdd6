// Keeps what is typed into the small forms that stand beside each other on a page, so that sending one loses no other.
// It is kept in this window alone, like what unsaved.js keeps, and stands in its box again when the page comes back.

const PAUSE = 300;
const person = document.querySelector("meta[name=person]").content;
const forms = [...document.querySelectorAll("main form[method=post]")].filter((form) => form.querySelector("textarea"));
let sent = null;

const boxOf = (form) => form.querySelector("textarea");
const placeOf = (form) => `unsaved:${person}:words:${form.getAttribute("action")}`;
const isDecision = (form) => form?.querySelector("button[name=do]") !== null;

function keep(form, isSent = false) {
  const words = boxOf(form).value;
  try {
    if (words.trim()) {
      sessionStorage.setItem(placeOf(form), JSON.stringify({ words, isSent }));
    } else {
      sessionStorage.removeItem(placeOf(form));
    }
  } catch {
    // The storage is full or refused; the question at leaving remains.
  }
}

function bringBack(form) {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(placeOf(form)));
  } catch {
    // Not ours.
  }
  if (kept?.isSent) {
    sessionStorage.removeItem(placeOf(form));
  } else if (kept && !boxOf(form).value.trim()) {
    boxOf(form).value = kept.words;
    form.closest("details")?.setAttribute("open", "");
  }
}

for (const form of forms) {
  let timer = null;
  bringBack(form);
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keep(form), PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sent = form;
    for (const other of forms) {
      keep(other, other === form);
    }
  });
}

// After a decision there may be no box any more in which a comment could stand again.
window.addEventListener("beforeunload", (event) => {
  const left = forms.filter((form) => form !== sent && boxOf(form).value.trim() !== boxOf(form).defaultValue.trim());
  left.forEach((form) => keep(form));
  if (left.length && (sent === null || isDecision(sent))) {
    event.preventDefault();
  }
});
window.addEventListener("pageshow", () => {
  sent = null;
});
