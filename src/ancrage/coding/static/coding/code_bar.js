// The bar beside the words selected: choose a code, make one, write a memo.

import { fold, matching } from "./code_list.js";

const GAP = 8;
// The line that says what has just happened stands at the foot of the window: two rows of it at most.
const FOOT = 88;

export class CodeBar {
  /** `does` holds what the bar asks for: codes(), apply(code), create(name), note(text), close(). */
  constructor(element, does, createLabel) {
    this.element = element;
    this.does = does;
    this.createLabel = createLabel;
    this.field = element.querySelector("#barre-code");
    this.list = element.querySelector("#barre-codes");
    this.memo = element.querySelector("#barre-memo");
    this.active = -1;
    this.recent = [];
    this.listen();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  open(words, box, { query = "", memo = false, focus = true } = {}) {
    const shown = this.element.querySelector("#barre-mots");
    shown.textContent = shown.dataset.quote.replace("%(words)s", () => words);
    this.element.hidden = false;
    this.showMemo(memo);
    this.field.value = query;
    this.fill();
    this.place(box);
    if (focus) (memo ? this.memo.text : this.field).focus();
    if (query) this.field.select();
  }

  close() {
    this.element.hidden = true;
  }

  /** Beside the words, inside the window and clear of its foot. */
  place(box) {
    const { style, offsetWidth, offsetHeight } = this.element;
    const left = Math.min(box.left, document.documentElement.clientWidth - offsetWidth - GAP);
    const isBelow = box.bottom + GAP + offsetHeight <= window.innerHeight - FOOT || box.top < offsetHeight + GAP;
    const top = isBelow ? box.bottom + GAP : box.top - GAP - offsetHeight;
    style.left = `${Math.max(left, GAP) + window.scrollX}px`;
    style.top = `${top + window.scrollY}px`;
  }

  showMemo(isShown) {
    this.memo.hidden = !isShown;
    this.element.querySelector("#barre-codage").hidden = isShown;
  }

  fill() {
    const query = this.field.value.trim();
    const codes = this.does.codes();
    const rank = (code) => (query ? 0 : this.recent.indexOf(code.slug));
    this.options = matching(codes, query).sort((a, b) => rank(b) - rank(a));
    if (query && !codes.some((code) => code.folded === fold(query))) this.options.push({ create: query });
    this.list.replaceChildren(...this.options.map((option, at) => this.item(option, at)));
    this.activate(query ? 0 : -1);
  }

  item(option, at) {
    const item = document.createElement("li");
    item.id = `barre-code-${at}`;
    item.role = "option";
    item.ariaSelected = "false";
    if (option.create) {
      item.textContent = this.createLabel(option.create);
    } else {
      const swatch = document.createElement("span");
      swatch.className = `swatch code-${option.colour}`;
      item.append(swatch, option.name);
    }
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => this.choose(option));
    return item;
  }

  activate(at) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const item = this.list.children[at];
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", item.id);
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  choose(option) {
    this.field.value = "";
    if (option.create) {
      this.does.create(option.create);
    } else {
      this.recent = [...this.recent.filter((slug) => slug !== option.slug), option.slug];
      this.does.apply(option);
    }
    this.fill();
  }

  listen() {
    this.field.addEventListener("input", () => this.fill());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.memo.addEventListener("submit", (event) => {
      event.preventDefault();
      this.does.note(this.memo.text.value);
      this.memo.reset();
    });
    this.memo.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.ctrlKey) this.memo.requestSubmit();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.does.close();
    });
    this.element.querySelector("[data-do=close]").addEventListener("click", () => this.does.close());
    this.element.querySelector("[data-do=memo]").addEventListener("click", () => {
      this.showMemo(this.memo.hidden);
      (this.memo.hidden ? this.field : this.memo.text).focus();
    });
  }

  key(event) {
    const last = this.options.length - 1;
    if (event.key === "ArrowDown") this.activate(this.active < last ? this.active + 1 : 0);
    else if (event.key === "ArrowUp") this.activate(this.active > 0 ? this.active - 1 : last);
    else if (event.key === "Enter") {
      if (this.active >= 0) this.choose(this.options[this.active]);
    } else return;
    event.preventDefault();
  }
}
