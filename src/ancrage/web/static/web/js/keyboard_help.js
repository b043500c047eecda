// « ? » opens the list of keys, except while someone types. Rooms add their keys in block keyboard_help.

const typing = (element) => element.closest("input, textarea, select, [contenteditable=true]") !== null;

document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const dialog = document.getElementById("aide-clavier");
  if (!dialog || dialog.open) return;
  event.preventDefault();
  dialog.showModal();
});
