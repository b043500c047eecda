// Place a reference where the cursor is in the text; find a finding in the panel; go to a line.

const text = document.querySelector(".editor-text");

for (const button of document.querySelectorAll("[data-place]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-place]");
  if (!button || !text) return;
  const { selectionStart: start, selectionEnd: end, value } = text;
  const before = start > 0 && !/\s/.test(value[start - 1]) ? " " : "";
  text.setRangeText(before + button.dataset.place, start, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});

const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.addEventListener("input", (event) => {
  const list = document.getElementById(event.target.dataset.filters);
  if (!list) return;
  const sought = fold(event.target.value);
  for (const item of list.children) item.hidden = !fold(item.dataset.words ?? "").includes(sought);
});

const line = Number(text?.form.dataset.line);
if (line) {
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  text.scrollTop = ((line - 1) / lines.length) * text.scrollHeight - text.clientHeight / 3;
}
