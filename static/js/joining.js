// Whoever writes a text anew means that one. Without this, its choice is made by hand.

document.addEventListener("input", (event) => {
  const clash = event.target.localName === "textarea" ? event.target.closest(".clash") : null;
  const own = clash?.querySelector("input[value=own]");
  if (own) {
    own.checked = true;
  }
});
