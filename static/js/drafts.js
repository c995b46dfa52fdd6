// Keeps what is chosen or typed in a decision, so that neither a closed window nor an ended sign-in loses it.
// Without it, answers are stored when they are sent, as ever.

const PAUSE = 1500;
const form = document.querySelector("form[data-draft]");
const status = form.querySelector("[data-draft-status]");
const TOO_LONG = 5000;
let timer = null;
let isKept = true;
let isSent = false;

function say(text, isProblem) {
  status.textContent = text;
  status.classList.toggle("draft-problem", isProblem);
}

// As the server writes it: in the zone that the person has chosen, which may not be the one of this device.
function clock() {
  const parts = { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: status.dataset.zone };
  return new Intl.DateTimeFormat("en-GB", parts).format(new Date()).replace(/^0(?=\d)/, "");
}

// More time may have been given since the page was shown; the clock of time-left.js listens.
function tellTime(headers) {
  if (headers.has("Seconds-Left")) {
    const detail = { seconds: Number(headers.get("Seconds-Left")), until: headers.get("Time-Until") };
    document.dispatchEvent(new CustomEvent("time-left", { detail }));
  }
}

async function keep() {
  clearTimeout(timer);
  if (isKept || isSent) {
    return;
  }
  isKept = true;
  const fields = new URLSearchParams(new FormData(form));
  const token = fields.get("csrf_token");
  let response = null;
  try {
    // keepalive lets the request outlive the page that is being left
    response = await fetch(form.dataset.draft, {
      method: "POST",
      body: fields,
      headers: { "X-CSRFToken": token },
      redirect: "manual",
      keepalive: true,
    });
  } catch {
    response = null;
  }
  if (response && response.status === 204) {
    say(status.dataset.saved.replace("{time}", clock()), false);
    tellTime(response.headers);
  } else {
    isKept = false;
    say(status.dataset.failed, true);
  }
}

function changed() {
  isKept = false;
  isSent = false;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

// What was sent and did not arrive is kept like anything else: the page is still there, or there again.
function stayed() {
  isSent = false;
  keep();
}

if ("unkept" in form.dataset) {
  changed(); // sent and not taken: nothing of it is stored yet
}
form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("submit", () => {
  clearTimeout(timer);
  isSent = true;
  timer = setTimeout(stayed, TOO_LONG);
});
window.addEventListener("pagehide", keep);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    stayed();
  }
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    keep();
  }
});
