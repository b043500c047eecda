// Light the whole thread of an item of the chain, draw it, and say it as a sentence.
// Each item names its neighbours (data-below, data-above); a click follows the link, as without script.

const SVG = "http://www.w3.org/2000/svg";
const river = document.querySelector("[data-chain]");

if (river) {
  const said = document.getElementById("fil");
  const lines = river.querySelector("svg");
  const otherwise = said.textContent;
  const stones = new Map(Array.from(river.querySelectorAll(".stone"), (stone) => [stone.id, stone]));
  let source = null;

  /** The keys that an item names and that are on the page. */
  const named = (stone, direction) =>
    stone.dataset[direction].split(" ").filter((key) => stones.has(key));

  /** Everything met by following one direction, with the pairs gone through. */
  function follow(start, direction) {
    const met = new Set([start.id]);
    const pairs = [];
    const waiting = [start];
    while (waiting.length) {
      const stone = waiting.pop();
      for (const key of named(stone, direction)) {
        pairs.push(direction === "above" ? [stone.id, key] : [key, stone.id]);
        if (!met.has(key)) {
          met.add(key);
          waiting.push(stones.get(key));
        }
      }
    }
    return { met, pairs };
  }

  function threadOf(stone) {
    const up = follow(stone, "above");
    const down = follow(stone, "below");
    return { met: new Set([...up.met, ...down.met]), pairs: [...down.pairs, ...up.pairs] };
  }

  const disagrees = (lower, upper) => stones.get(lower).dataset.against.split(" ").includes(upper);

  function light(stone) {
    if (source === stone) return;
    source = stone;
    const { met, pairs } = threadOf(stone);
    river.classList.add("is-lit");
    for (const [key, each] of stones) {
      each.classList.toggle("is-lit", met.has(key));
      each.classList.toggle("is-source", each === stone);
      each.classList.toggle("is-against", pairs.some(([low, up]) => low === key && disagrees(low, up)));
    }
    said.textContent = stone.dataset.sentence;
    bringIntoView(met, stone);
    draw(pairs);
  }

  function dim() {
    source = null;
    river.classList.remove("is-lit");
    for (const stone of stones.values()) stone.classList.remove("is-lit", "is-source", "is-against");
    lines.replaceChildren();
    said.textContent = otherwise;
  }

  /** Scroll the other columns, never the page, so that the thread shows. */
  function bringIntoView(met, stone) {
    for (const list of river.querySelectorAll(".river__items")) {
      if (list.contains(stone)) continue;
      const first = Array.from(list.querySelectorAll(".stone")).find((each) => met.has(each.id));
      if (first) list.scrollTop += first.getBoundingClientRect().top - list.getBoundingClientRect().top - 8;
    }
  }

  /** Where a line meets an item: the middle of its side, kept within its column. */
  function meeting(stone, side) {
    const home = river.getBoundingClientRect();
    const box = stone.getBoundingClientRect();
    const column = stone.closest(".river__items").getBoundingClientRect();
    const middle = (box.top + box.bottom) / 2;
    if (middle < column.top || middle > column.bottom) return null;
    return { x: box[side] - home.left, y: middle - home.top };
  }

  function draw(pairs) {
    lines.replaceChildren();
    const seen = new Set();
    for (const [lower, upper] of pairs) {
      const pair = `${lower} ${upper}`;
      const from = meeting(stones.get(lower), "right");
      const to = meeting(stones.get(upper), "left");
      if (seen.has(pair) || !from || !to) continue;
      seen.add(pair);
      const bend = (to.x - from.x) / 2;
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`);
      if (disagrees(lower, upper)) path.setAttribute("class", "is-against");
      lines.append(path);
    }
  }

  const redraw = () => source && draw(threadOf(source).pairs);

  river.addEventListener("focusin", (event) => {
    const stone = event.target.closest(".stone");
    if (stone) light(stone);
  });
  river.addEventListener("pointerover", (event) => {
    const stone = event.target.closest(".stone");
    if (stone && !river.contains(document.activeElement)) light(stone);
  });
  river.addEventListener("pointerleave", () => {
    if (!river.contains(document.activeElement)) rest();
  });
  river.addEventListener("focusout", (event) => {
    if (!river.contains(event.relatedTarget)) rest();
  });
  river.addEventListener("keydown", (event) => {
    if (event.key === "Escape") rest();
    const stone = event.target.closest(".stone");
    if (stone && event.key.startsWith("Arrow")) walk(event, stone);
  });
  window.addEventListener("resize", redraw);
  river.addEventListener("scroll", redraw, { capture: true, passive: true });

  /** Arrows: up and down in a column, left and right along the thread. */
  function walk(event, stone) {
    const beside = { ArrowLeft: "below", ArrowRight: "above" }[event.key];
    const column = Array.from(stone.closest("ul").querySelectorAll(".stone"));
    const place = column.indexOf(stone);
    const next = beside
      ? stones.get(named(stone, beside)[0])
      : column[place + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }

  const chosen = stones.get(river.dataset.chosen);

  /** With nothing under focus: the thread chosen by the address, or nothing. */
  function rest() {
    source = null;
    if (chosen) light(chosen);
    else dim();
  }

  rest();
}
