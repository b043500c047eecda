// The codebook beside the text is the list of codes that scripts know: names, colours, order.

const marks = /\p{Diacritic}/gu;

export const fold = (text) => text.normalize("NFD").replace(marks, "").toLowerCase().replaceAll("œ", "oe");

export function codesOf(panel) {
  return [...panel.querySelectorAll("[data-code]")].map(({ dataset }) => ({
    slug: dataset.code,
    name: dataset.name,
    colour: dataset.colour,
    folded: fold(dataset.name),
  }));
}

/** The codes whose name holds every word of `query`; those that begin with it come first. */
export function matching(codes, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const found = codes.filter((code) => words.every((word) => code.folded.includes(word)));
  return found.sort((a, b) => b.folded.startsWith(words[0] ?? "") - a.folded.startsWith(words[0] ?? ""));
}

/** Add to the number of codings that the panel shows beside each code. */
export function recount(panel, gains) {
  for (const [slug, gain] of gains) {
    const count = panel.querySelector(`[data-code="${slug}"] .tree__count`);
    if (count && gain) count.textContent = Number(count.textContent) + gain;
  }
}

/** Let the field of the panel hide the codes that it does not name; a code shows what it holds. */
export function enableFilter(panel) {
  const field = panel.querySelector("[data-filters]");
  if (!field) return;
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const tree = document.getElementById(field.dataset.filters);
    const shown = new Set(matching(codesOf(panel), field.value).map((code) => code.slug));
    for (const item of tree.querySelectorAll("[data-code]")) {
      const holdsShown = [...item.querySelectorAll("[data-code]")].some((below) => shown.has(below.dataset.code));
      item.hidden = !shown.has(item.dataset.code) && !holdsShown;
    }
  });
}
