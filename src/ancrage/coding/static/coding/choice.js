// The words chosen, by mouse or by keyboard: shown, told to a screen reader, kept while a bar is open.

import { Cursor } from "./cursor.js";
import { drawSpan } from "./drawing.js";
import { scrollTo } from "./places.js";

const SAID = 12;
const SAID_AT_EACH_END = 5;
const SHOWN = 90;

export class Choice {
  constructor(text, state) {
    this.text = text;
    this.state = state;
    this.cursor = new Cursor(text);
  }

  get span() {
    return this.cursor.span;
  }

  /** The words chosen, the first of them if they are many. */
  get words() {
    if (!this.span) return "";
    const words = this.text.words(this.span);
    return words.length > SHOWN ? `${words.slice(0, SHOWN).replace(/\s+\S*$/, "")}…` : words;
  }

  set(span) {
    this.cursor.set(span);
    drawSpan(this.text, "chosen", span);
  }

  /** Move as a key asks; tell whether the key is one of ours. */
  move(key, isExtending) {
    if (!this.cursor.move(key, isExtending)) return false;
    if (this.span) this.show();
    return true;
  }

  show() {
    drawSpan(this.text, "chosen", this.span);
    const ranges = this.text.ranges(this.span);
    const [first, last] = [ranges[0], ranges.at(-1)];
    getSelection().setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
    scrollTo(this.text.ranges(this.cursor.head)[0]);
    const words = this.text.words(this.span).split(/\s+/);
    const ends = [...words.slice(0, SAID_AT_EACH_END), "…", ...words.slice(-SAID_AT_EACH_END)];
    const said = (words.length > SAID ? ends : words).join(" ");
    this.state.say(words.length > 1 ? "selected" : "oneWord", { words: said, count: words.length });
  }

  /** Take over what was selected with the mouse; tell whether it holds words. */
  follow() {
    const span = this.text.spanOf(getSelection());
    if (span && !(span.start === this.span?.start && span.end === this.span?.end)) this.set(span);
    return span !== null;
  }

  /** Choose nothing any more, and go on from where the mouse was pressed. */
  clear() {
    const { focusNode, focusOffset } = getSelection();
    if (!focusNode || !this.text.root.contains(focusNode)) return;
    this.cursor.putAt(this.text.pointAt(focusNode, focusOffset, "start"));
    drawSpan(this.text, "chosen", null);
  }
}
