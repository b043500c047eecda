// Where words are on the screen.

export function boxOf(staticRange) {
  const range = document.createRange();
  range.setStart(staticRange.startContainer, staticRange.startOffset);
  range.setEnd(staticRange.endContainer, staticRange.endOffset);
  return range.getBoundingClientRect();
}

const SETTLING_FRAMES = 12;

/** Bring an element to the middle of the window, and hold it there while what surrounds it is laid out. */
export function bring(element, frames = SETTLING_FRAMES) {
  element.scrollIntoView({ block: "center" });
  if (frames) requestAnimationFrame(() => bring(element, frames - 1));
}

/** Scroll only as far as the words need to stand clear of the edges. */
export function scrollTo(staticRange) {
  const box = boxOf(staticRange);
  const edge = window.innerHeight / 6;
  const tooHigh = box.top - edge;
  const tooLow = box.bottom - window.innerHeight + edge;
  const by = tooHigh < 0 ? tooHigh : Math.max(tooLow, 0);
  if (Math.abs(by) > window.innerHeight) bring(staticRange.startContainer.parentElement);
  else window.scrollBy(0, by);
}
