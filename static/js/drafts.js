// Keeps what is chosen or typed in a decision, so that neither a closed window nor an ended sign-in loses it.
// Without it, answers are stored when they are sent, as ever.

const PAUSE = 1500;
const form = document.querySelector("form[data-draft]");
const status = form.querySelector("[data-draft-status]");
let timer = null;
let isKept = true;

function say(text, isProblem) {
  status.textContent = text;
  status.classList.toggle("draft-problem", isProblem);
}

function clock() {
  const now = new Date();
  return `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`;
}

async function keep() {
  clearTimeout(timer);
  if (isKept) {
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
  } else {
    isKept = false;
    say(status.dataset.failed, true);
  }
}

function changed() {
  isKept = false;
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("submit", () => {
  clearTimeout(timer);
  isKept = true;
});
window.addEventListener("pagehide", keep);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    keep();
  }
});
