// Keeps what is typed in a form until it is saved: in this window alone, so that nobody finds it on a shared machine.
// Without this, the browser keeps what it keeps, and the server shows again what it could not store.

const PAUSE = 1000;
const TOO_LONG = 5000;
const PREFIX = "unsaved:";
const NOT_TYPED = new Set(["csrf_token", "edition", "opened_at", "sending"]);

const person = document.querySelector("meta[name=person]").content;
const form = document.querySelector("form[data-keeps]");
const place = `${PREFIX}${person}:${form?.getAttribute("action")}`;
let timer = null;
let isTyped = false;
let isSent = false;

function forgetOthers() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${person}:`)) {
      sessionStorage.removeItem(key);
    }
  }
}

function keptAt(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

// A page to which a form leads when it was sent: it is stored.
function forgetStored() {
  const from = document.referrer ? new URL(document.referrer) : null;
  const key = `${PREFIX}${person}:${from?.pathname}${from?.search}`;
  if (from?.origin === location.origin && key !== place && keptAt(key)?.isSent) {
    sessionStorage.removeItem(key);
  }
}

const fields = () =>
  [...new FormData(form)].filter(([name, value]) => name !== "csrf_token" && typeof value === "string");
const edition = () => form.elements.edition?.value ?? "";
const words = (list) => JSON.stringify(list.filter(([name, value]) => !NOT_TYPED.has(name) && value !== ""));

function keep() {
  clearTimeout(timer);
  if (!isTyped) {
    return;
  }
  try {
    const kept = { fields: fields(), edition: edition(), at: Date.now(), isSent };
    sessionStorage.setItem(place, JSON.stringify(kept));
    form.querySelector("[data-unsaved-status]")?.removeAttribute("hidden");
  } catch {
    // The storage is full or refused; the question at leaving remains.
  }
}

function typed() {
  isTyped = true;
  isSent = false;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

function bringBack(kept) {
  const again = document.createElement("form");
  again.method = "post";
  again.action = form.action;
  const token = ["csrf_token", form.elements.csrf_token.value];
  for (const [name, value] of [...kept.fields.filter(([one]) => one !== "do"), token, ["do", "show:kept"]]) {
    const field = document.createElement("textarea"); // an input would lose line breaks
    field.name = name;
    field.value = value;
    again.append(field);
  }
  again.hidden = true;
  document.body.append(again);
  again.submit();
}

// Where the form is the same for everything that can be typed, no page has to be asked for.
function fillIn(kept) {
  const values = new Map();
  for (const [name, value] of kept.fields) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  for (const field of form.querySelectorAll("input, select, textarea")) {
    const given = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = given.includes(field.value);
    } else if (!["hidden", "file", "submit"].includes(field.type) && given.length) {
      field.value = given.shift();
    }
  }
  document.querySelector("[data-unsaved-offer]").hidden = true;
  typed();
}

function offer(kept) {
  const box = document.querySelector("[data-unsaved-offer]");
  if (!box) {
    return;
  }
  const options = { month: "numeric", day: "numeric", hour: "numeric", minute: "2-digit" };
  const time = new Intl.DateTimeFormat(document.documentElement.lang, options).format(new Date(kept.at));
  const text = box.querySelector("[data-words]");
  text.textContent = text.dataset.words.replace("{time}", time);
  box.querySelector("[data-bring-back]").addEventListener("click", () => {
    (form.dataset.keeps === "fill" ? fillIn : bringBack)(kept);
  });
  box.querySelector("[data-drop]").addEventListener("click", () => {
    sessionStorage.removeItem(place);
    box.hidden = true;
  });
  box.hidden = false;
}

// What was sent is stored when its own page comes with a later edition.
function isStored(kept) {
  return words(kept.fields) === words(fields()) || (kept.isSent && kept.edition !== edition());
}

function begin() {
  const kept = keptAt(place);
  if ("unsaved" in form.dataset) {
    typed();
  } else if (kept && isStored(kept)) {
    sessionStorage.removeItem(place);
  } else if (kept) {
    offer(kept);
  }
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    isSent = true;
    keep();
    setTimeout(() => {
      isSent = false; // still here: what was sent has not arrived
    }, TOO_LONG);
  });
  window.addEventListener("pagehide", keep);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      isSent = false;
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (isTyped && !isSent) {
      keep();
      event.preventDefault();
    }
  });
}

forgetOthers();
forgetStored();
if (form) {
  begin();
}
