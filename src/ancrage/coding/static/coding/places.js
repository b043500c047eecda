// Where words are on the screen.

export function boxOf(staticRange) {
  const range = document.createRange();
  range.setStart(staticRange.startContainer, staticRange.startOffset);
  range.setEnd(staticRange.endContainer, staticRange.endOffset);
  return range.getBoundingClientRect();
}

/** Scroll only as far as the words need to stand clear of the edges. */
export function scrollTo(staticRange) {
  const box = boxOf(staticRange);
  const edge = window.innerHeight / 6;
  if (box.top < edge) window.scrollBy(0, box.top - edge);
  else if (box.bottom > window.innerHeight - edge) window.scrollBy(0, box.bottom - window.innerHeight + edge);
}
