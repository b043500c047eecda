// Place a reference or a mark where the cursor is in the text; find a finding in the panel; go to a line.

const text = document.querySelector(".editor-text");

for (const button of document.querySelectorAll("[data-place]")) button.hidden = false;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-place]");
  if (!button || !text) return;
  const { selectionStart: start, selectionEnd: end, value } = text;
  const { place, alone } = button.dataset;
  text.setRangeText(alone === undefined ? inSentence(place, value, start) : onItsOwn(place, value, start, end), start, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});

function inSentence(words, value, at) {
  return at > 0 && !/\s/.test(value[at - 1]) ? ` ${words}` : words;
}

/** Between blank lines, those that are there already counted. */
function onItsOwn(words, value, start, end) {
  const above = value.slice(0, start).match(/\n{0,2}$/)[0].length;
  const below = value.slice(end).match(/^\n{0,2}/)[0].length;
  return "\n".repeat(start ? 2 - above : 0) + words + "\n".repeat(2 - below);
}

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
