// Build what the notebook shows from the templates of the page: hours, questions, notes, debriefs.

export function fromTemplate(name) {
  return document.getElementById(`modele-${name}`).content.firstElementChild.cloneNode(true);
}

export function fill(element, values) {
  for (const [name, words] of Object.entries(values)) {
    const place = element.querySelector(`[data-${name}]`);
    place.textContent = words && (place.dataset.before ?? "") + words;
    if (!words) place.hidden = true;
  }
  return element;
}

/** Entries that nothing replaced and that are not struck. */
export function standing(entries) {
  const replaced = new Set(entries.map((entry) => entry.replaces));
  return entries.filter((entry) => !replaced.has(entry.uuid) && !entry.struck);
}

export function hourLine(item, count, open) {
  const line = fill(fromTemplate("heure"), {
    hours: `${item.on_words} ${item.starts}–${item.ends}`,
    title: [item.title, item.code].filter(Boolean).join(" – "),
    place: item.place,
    count: count ? String(count) : "",
  });
  const button = line.querySelector("button");
  if (item.notes) button.addEventListener("click", () => open(item));
  else button.remove();
  return line;
}

/** One question of the guide, its form and the notes already under it. */
export function questionBlock(question, notes, draft, acts) {
  const block = fill(fromTemplate("question"), { text: question.text, prompts: question.prompts });
  const name = question.uuid ?? "hors";
  const form = block.querySelector("form");
  const area = form.querySelector("textarea");
  named(block.querySelector("[data-text]"), `q-${name}`);
  area.setAttribute("aria-labelledby", `q-${name}`);
  area.value = draft?.words ?? "";
  if (draft?.replaces) form.dataset.replaces = draft.replaces;
  area.addEventListener("input", () => acts.draft(question, area.value, form.dataset.replaces ?? null));
  form.querySelectorAll("input").forEach((box) => {
    named(box, `${name}-${box.value}`);
    box.nextElementSibling.htmlFor = box.id;
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (area.value.trim()) acts.keep(question, area.value.trim(), ticked(form), form.dataset.replaces ?? null);
  });
  const list = block.querySelector("ul");
  list.append(...notes.map((note) => noteLine(note, form, acts)));
  list.hidden = !notes.length;
  return block;
}

function noteLine(note, form, acts) {
  const line = fill(fromTemplate("note"), { words: note.words, tags: tagNames(form, note.tags) });
  line.querySelector("[data-change]").addEventListener("click", () => {
    form.dataset.replaces = note.uuid;
    const area = form.querySelector("textarea");
    area.value = note.words;
    form.querySelectorAll("input").forEach((box) => (box.checked = note.tags.includes(box.value)));
    area.focus();
  });
  line.querySelector("[data-strike]").addEventListener("click", () => acts.strike(note));
  return line;
}

/** The four questions of a debrief, as they stand on the device. */
export function debriefForm(title, words, save) {
  const section = fill(fromTemplate("bilan"), { title });
  const areas = [...section.querySelectorAll("textarea")];
  for (const area of areas) {
    named(area, `bilan-${area.name}`);
    area.previousElementSibling.htmlFor = area.id;
    area.value = words[area.name] ?? "";
  }
  section.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    save(Object.fromEntries(areas.map((area) => [area.name, area.value.trim()])));
  });
  return section;
}

const named = (element, id) => (element.id = id);
const ticked = (form) => [...form.querySelectorAll("input:checked")].map((box) => box.value);

function tagNames(form, tags) {
  const label = (tag) => form.querySelector(`input[value="${tag}"]`).nextElementSibling.textContent;
  return tags.map(label).join(", ");
}
