// Draw codings with the CSS Custom Highlight API: the text itself is never cut up.
// Overlapping codings are underlined one below the other, each at a level of its own.

export const LEVELS = 4;
const COLOURS = 12;
const isSupported = "highlights" in CSS;

/** Give each mark the lowest level that no earlier mark still holds where it starts. */
export function stack(marks) {
  const busyUntil = [];
  return [...marks]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .map((mark) => {
      let level = busyUntil.findIndex((end) => end <= mark.start);
      if (level < 0) level = busyUntil.length;
      busyUntil[level] = mark.end;
      return { ...mark, level: Math.min(level, LEVELS - 1) };
    });
}

export function drawMarks(text, marks) {
  if (!isSupported) return;
  const groups = new Map();
  for (const mark of stack(marks)) {
    const name = `code-${mark.colour}-level-${mark.level}`;
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(...text.ranges(mark));
  }
  for (let colour = 1; colour <= COLOURS; colour += 1) {
    for (let level = 0; level < LEVELS; level += 1) {
      paint(`code-${colour}-level-${level}`, groups.get(`code-${colour}-level-${level}`) ?? []);
    }
  }
}

/** Show `span` under a name of the style sheet (« chosen », « pointed », « sought »); null hides it. */
export function drawSpan(text, name, span) {
  if (isSupported) paint(name, span ? text.ranges(span) : []);
}

function paint(name, ranges) {
  if (!ranges.length) {
    CSS.highlights.delete(name);
    return;
  }
  const highlight = new Highlight();
  for (const range of ranges) highlight.add(range);
  CSS.highlights.set(name, highlight);
}
