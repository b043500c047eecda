// The server counts code points, scripts count UTF-16 units: an emoji is one there and two here.
// Nothing else in the room converts between the two.

const LOW_FIRST = 0xdc00;
const LOW_LAST = 0xdfff;
const isSecondHalf = (unit) => unit >= LOW_FIRST && unit <= LOW_LAST;

/** How many code points the first `units` units of `text` make. */
export function toPoints(text, units) {
  let points = 0;
  for (let at = 0; at < units; at += 1) {
    if (!isSecondHalf(text.charCodeAt(at))) points += 1;
  }
  return points;
}

/** How many units the first `points` code points of `text` take. */
export function toUnits(text, points) {
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left -= 1) {
    units += isSecondHalf(text.charCodeAt(units + 1)) ? 2 : 1;
  }
  return units;
}

/** The length of `text` in code points. */
export const pointsIn = (text) => toPoints(text, text.length);
