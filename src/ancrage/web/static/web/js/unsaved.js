// Warn before leaving a form marked data-warn-unsaved whose content changed.

const changed = new WeakSet();
const watched = (form) => form && "warnUnsaved" in form.dataset;

document.addEventListener("input", (event) => {
  if (watched(event.target.form)) changed.add(event.target.form);
});

document.addEventListener("submit", (event) => changed.delete(event.target));

window.addEventListener("beforeunload", (event) => {
  if ([...document.forms].some((form) => changed.has(form))) event.preventDefault();
});
