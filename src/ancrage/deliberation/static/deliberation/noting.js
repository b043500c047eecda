// Ctrl+Enter notes the reaction; the first thing to fill in is ready when the page opens.

for (const form of document.querySelectorAll("[data-noting]")) {
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  const first = form.querySelector("[autofocus], input[type=radio]");
  if (first && !document.querySelector(".error-summary")) first.focus();
}
