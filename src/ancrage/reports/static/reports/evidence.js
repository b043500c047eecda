// Open the evidence behind a mark beside the text; without script the mark leads to its own page.

const drawer = document.querySelector("[data-proof]");

document.addEventListener("click", async (event) => {
  const mark = event.target.closest("a[data-evidence]");
  if (!mark || !drawer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(mark.href, { headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.statusText);
    drawer.querySelector("[data-proof-body]").innerHTML = await answer.text();
    drawer.showModal();
  } catch {
    window.location.assign(mark.href);
  }
});

// A link back into the text closes the drawer and goes there.
drawer?.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='#']");
  if (link && link.pathname === window.location.pathname) drawer.close();
});
