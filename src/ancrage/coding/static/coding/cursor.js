// Choose words with the keyboard: a cursor that is a word, a sentence or a turn, and grows with Shift.

const MOVES = {
  ArrowRight: ["word", 1],
  ArrowLeft: ["word", -1],
  ArrowDown: ["sentence", 1],
  ArrowUp: ["sentence", -1],
  PageDown: ["turn", 1],
  PageUp: ["turn", -1],
};

export class Cursor {
  constructor(text) {
    this.text = text;
    this.anchor = null;
    this.head = null;
  }

  get span() {
    if (!this.anchor) return null;
    return { start: Math.min(this.anchor.start, this.head.start), end: Math.max(this.anchor.end, this.head.end) };
  }

  /** Start from words chosen otherwise. */
  set(span) {
    this.anchor = span;
    this.head = span;
  }

  /** Choose nothing; moves start from `point`. */
  putAt(point) {
    this.anchor = null;
    this.head = { start: point, end: point };
  }

  /** Move as `key` asks; tell whether the key is one of ours. */
  move(key, extends_) {
    const [unit, direction] = MOVES[key] ?? [];
    if (!unit) return false;
    const next = this.head ? this.text.step(unit, this.head, direction) : this.first(unit);
    if (!next) return true;
    this.head = next;
    if (!extends_ || !this.anchor) this.anchor = next;
    return true;
  }

  /** The first unit that is on the screen. */
  first(unit) {
    const { start } = this.text.paragraphs[this.text.firstShown()];
    return this.text.step(unit, { start, end: start }, 1);
  }
}
