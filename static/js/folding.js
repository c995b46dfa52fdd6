// Opens what an address points into, and opens or folds a whole form at once. Without this, every part opens by itself.

const folds = () => document.querySelectorAll(".studio-form details");

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const inner = target.matches("details") ? target : target.querySelector(":scope > details");
  for (let place = inner ?? target; place; place = place.parentElement) {
    if (place.localName === "details") place.open = true;
  }
  target.scrollIntoView();
}

for (const tools of document.querySelectorAll(".fold-all")) {
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-fold]");
    if (!button) return;
    for (const fold of folds()) fold.open = button.dataset.fold === "open";
  });
}

window.addEventListener("hashchange", openTarget);
document.addEventListener("click", (event) => {
  // The same address a second time: the browser tells nobody.
  if (event.target.closest?.(`a[href="${location.hash}"]`)) openTarget();
});
if (location.hash) openTarget();
