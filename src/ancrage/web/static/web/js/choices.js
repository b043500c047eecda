// Narrow a long list of boxes by typing. Ticked boxes stay: what is chosen is never out of sight.

const LONG = 8;

/** « Élus » and « elus » meet. */
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(filter, rows) {
  const sought = fold(filter.querySelector("input").value).split(/\s+/).filter(Boolean);
  let shown = 0;
  let ticked = 0;
  for (const { row, box, text } of rows) {
    row.hidden = !box.checked && !sought.every((word) => text.includes(word));
    shown += !row.hidden;
    ticked += box.checked;
  }
  for (const [name, count] of Object.entries({ shown, ticked, total: rows.length })) {
    filter.querySelector(`[data-${name}]`).textContent = count;
  }
}

function unfold(field) {
  const filter = field.querySelector("[data-choice-filter]");
  const boxes = [...field.querySelectorAll("input[type=checkbox]")];
  if (boxes.length <= LONG) return;
  const rows = boxes.map((box) => {
    const row = box.closest("label").parentElement;
    return { row, box, text: fold(row.textContent) };
  });
  filter.hidden = false;
  field.classList.add("field--long");
  field.addEventListener("input", () => narrow(filter, rows));
  narrow(filter, rows);
}

for (const field of document.querySelectorAll("[data-choices]")) unfold(field);
