// Arrows, space and the pages of a remote control lead from finding to finding.

const WAYS = { ArrowLeft: "prev", PageUp: "prev", ArrowRight: "next", PageDown: "next", " ": "next" };

document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest("a, button") && event.key === " ") return;
  const link = document.querySelector(`a[rel=${way}]`);
  if (link) {
    event.preventDefault();
    link.click();
  }
});
