// The text on the page, addressed as the server does: in code points from its start.

import { pointsIn, toPoints, toUnits } from "./offsets.js";

const segmenters = {
  word: new Intl.Segmenter("fr", { granularity: "word" }),
  sentence: new Intl.Segmenter("fr", { granularity: "sentence" }),
};

class Paragraph {
  constructor(element) {
    this.element = element;
    this.node = element.firstChild;
    this.text = this.node.data;
    this.start = Number(element.dataset.start);
    this.end = this.start + pointsIn(this.text);
    this.cut = {};
  }

  toUnits(point) {
    return toUnits(this.text, Math.min(Math.max(point, this.start), this.end) - this.start);
  }

  toPoint(units) {
    return this.start + toPoints(this.text, units);
  }

  /** Spans of its words or sentences, blank ends left out. */
  pieces(unit) {
    this.cut[unit] ??= [...segmenters[unit].segment(this.text)]
      .filter((piece) => (unit === "word" ? piece.isWordLike : piece.segment.trim()))
      .map(({ index, segment }) => {
        const start = this.toPoint(index + segment.length - segment.trimStart().length);
        return { start, end: this.toPoint(index + segment.trimEnd().length) };
      });
    return this.cut[unit];
  }
}

export class ReadingText {
  constructor(root) {
    this.root = root;
    this.paragraphs = [...root.querySelectorAll("p[data-start]")].map((p) => new Paragraph(p));
    this.turns = [...root.querySelectorAll(".speech")].map((speech) => {
      const inside = [...speech.querySelectorAll("p[data-start]")];
      const [first, last] = [inside[0], inside.at(-1)].map((p) => this.paragraphAt(Number(p.dataset.start)));
      return { start: first.start, end: last.end };
    });
  }

  /** The index of the paragraph that holds `point`, or of the last one before it. */
  indexAt(point) {
    return Math.max(firstIndex(this.paragraphs, (paragraph) => paragraph.start > point) - 1, 0);
  }

  /** The index of the first paragraph on the screen, or of the last one if all are above it. */
  firstShown() {
    // The line is measured, not the words: those off the screen have not been laid out.
    const isShown = ({ element }) => element.parentElement.getBoundingClientRect().bottom > 0;
    return Math.min(firstIndex(this.paragraphs, isShown), this.paragraphs.length - 1);
  }

  paragraphAt(point) {
    return this.paragraphs[this.indexAt(point)];
  }

  /** One range per paragraph: what lies between paragraphs is not the text. */
  ranges({ start, end }) {
    const found = [];
    for (let at = this.indexAt(start); at < this.paragraphs.length; at += 1) {
      const paragraph = this.paragraphs[at];
      if (paragraph.start >= end) break;
      const [startOffset, endOffset] = [paragraph.toUnits(start), paragraph.toUnits(end)];
      if (startOffset === endOffset) continue;
      const { node } = paragraph;
      found.push(new StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset }));
    }
    return found;
  }

  words(span) {
    return this.ranges(span)
      .map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset))
      .join(" ");
  }

  /** The span of a browser selection, blank ends left out; null if it holds no word of the text. */
  spanOf(selection) {
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.root)) return null;
    const start = this.pointAt(range.startContainer, range.startOffset, "start");
    const end = this.pointAt(range.endContainer, range.endOffset, "end");
    return this.trimmed({ start, end });
  }

  trimmed({ start, end }) {
    const ranges = this.ranges({ start, end });
    const filled = ranges.filter((r) => r.startContainer.data.slice(r.startOffset, r.endOffset).trim());
    if (!filled.length) return null;
    const [first, last] = [filled[0], filled.at(-1)];
    const opening = first.startContainer.data.slice(first.startOffset, first.endOffset);
    const closing = last.startContainer.data.slice(last.startOffset, last.endOffset);
    const toPoint = (range, units) => this.paragraphOf(range.startContainer).toPoint(units);
    return {
      start: toPoint(first, first.startOffset + opening.length - opening.trimStart().length),
      end: toPoint(last, last.startOffset + closing.trimEnd().length),
    };
  }

  paragraphOf(node) {
    const element = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[data-start]");
    return element && this.root.contains(element) ? this.paragraphAt(Number(element.dataset.start)) : null;
  }

  /** The point of a boundary of the document, which may lie outside every paragraph. */
  pointAt(node, offset, side) {
    const inside = this.paragraphOf(node);
    if (inside && node === inside.node) return inside.toPoint(offset);
    const boundary = document.createRange();
    boundary.setStart(node, offset);
    const next = firstIndex(this.paragraphs, (paragraph) => boundary.comparePoint(paragraph.node, 0) >= 0);
    if (side === "end") return next ? this.paragraphs[next - 1].end : 0;
    return next < this.paragraphs.length ? this.paragraphs[next].start : this.paragraphs.at(-1).end;
  }

  /** The word, sentence or turn that opens after `head` (direction 1), or opens before it (-1). */
  step(unit, head, direction) {
    const isNext =
      direction > 0 ? (span) => span.start >= head.end : (span) => span.start < head.start;
    const pick = (spans) => (direction > 0 ? spans.find(isNext) : spans.findLast(isNext));
    if (unit === "turn") return pick(this.turns);
    const from = this.indexAt(direction > 0 ? head.end : head.start);
    for (let at = from; at >= 0 && at < this.paragraphs.length; at += direction) {
      const found = pick(this.paragraphs[at].pieces(unit));
      if (found) return found;
    }
    return null;
  }
}

/** The index of the first item that passes; those that pass follow those that don't. */
function firstIndex(items, passes) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(items[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
