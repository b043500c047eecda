// The margin holds the codings as the server wrote them: this list is what gets drawn.

export class Margin {
  constructor(root) {
    this.root = root;
    this.pointed = null;
    this.unshown = new Set();
  }

  get marks() {
    return [...this.root.querySelectorAll("[data-mark]")].filter((item) => !item.hidden).map(asMark);
  }

  find(uuid) {
    const item = this.root.querySelector(`[data-mark="${CSS.escape(uuid)}"]`);
    return item && asMark(item);
  }

  /** Put in place what stands beside a paragraph now; return how many codings each code gained. */
  replace(list) {
    const earlier = document.getElementById(list.id);
    const gains = new Map();
    for (const code of codesIn(list)) gains.set(code, (gains.get(code) ?? 0) + 1);
    for (const code of codesIn(earlier)) gains.set(code, (gains.get(code) ?? 0) - 1);
    if (earlier) earlier.replaceWith(list);
    else document.getElementById(list.id.replace("m-", "p-")).after(list);
    this.hide(this.unshown);
    return gains;
  }

  /** Show the codings of everybody but these coders. */
  hide(coders) {
    this.unshown = coders;
    for (const item of this.root.querySelectorAll("[data-mark]")) item.hidden = coders.has(item.dataset.author);
  }

  /** The coding after (1) or before (-1) the one pointed at, else after `from` in the text. */
  neighbour(direction, from) {
    const marks = this.marks.sort((a, b) => a.start - b.start || b.end - a.end);
    const at = marks.findIndex((mark) => mark.uuid === this.pointed?.uuid);
    if (at >= 0) return marks[at + direction] ?? null;
    return direction > 0 ? marks.find((mark) => mark.start >= from) : marks.findLast((mark) => mark.start < from);
  }

  /** The shortest removable coding that covers `span`. */
  removableAt(span) {
    return this.marks
      .filter((mark) => mark.remove && mark.start <= span.start && span.end <= mark.end)
      .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  }

  point(mark) {
    this.pointed?.item.classList.remove("mark--pointed");
    this.pointed = mark;
    mark?.item.classList.add("mark--pointed");
  }
}

function codesIn(list) {
  return [...(list?.querySelectorAll("[data-mark]") ?? [])].map((item) => item.dataset.code);
}

function asMark(item) {
  return {
    item,
    uuid: item.dataset.mark,
    start: Number(item.dataset.from),
    end: Number(item.dataset.to),
    colour: item.dataset.colour,
    name: item.querySelector(".mark__name").textContent,
    words: item.querySelector(".mark__words").textContent,
    remove: item.querySelector(".mark__remove")?.formAction ?? null,
  };
}
