// Read and mark a text, by mouse or by keyboard alone. Each part has a module; here they meet.

import { Choice } from "./choice.js";
import { CodeBar } from "./code_bar.js";
import { codesOf, enableFilter, recount } from "./code_list.js";
import { drawMarks, drawSpan } from "./drawing.js";
import { Gestures } from "./gestures.js";
import { Margin } from "./margin.js";
import { boxOf, bring, scrollTo } from "./places.js";
import { ReadingText } from "./reading_text.js";
import { fragment, read } from "./sending.js";
import { StateLine } from "./state_line.js";

const root = document.getElementById("texte");
const text = new ReadingText(root);
const margin = new Margin(root);
const redraw = () => drawMarks(text, margin.marks);

redraw();
showSought();
listenToCoders();
if (root.dataset.markUrl && text.paragraphs.length) listenToMarking();

/** Bring the passage that a link asked for into view. */
function showSought() {
  const { from, to } = document.getElementById("verbatim")?.dataset ?? {};
  if (!from) return;
  drawSpan(text, "sought", { start: Number(from), end: Number(to) });
  bring(text.paragraphAt(Number(from)).element);
}

/** Show the codings of the coders whose boxes are ticked, at once. */
function listenToCoders() {
  const form = document.getElementById("codeurs");
  form?.querySelector("button").remove();
  form?.addEventListener("change", () => {
    const unticked = [...form.elements.codeur].filter((box) => !box.checked);
    margin.hide(new Set(unticked.map((box) => box.value)));
    redraw();
  });
}

function listenToMarking() {
  const panel = document.querySelector(".reading__codes");
  const sending = document.getElementById("barre-constat");
  const state = new StateLine();
  const choice = new Choice(text, state);
  const changed = (gains) => {
    recount(panel, gains);
    redraw();
  };
  const gestures = new Gestures(root.dataset, { margin, state, changed });
  const bar = new CodeBar(
    document.getElementById("barre"),
    {
      codes: () => codesOf(panel),
      apply: (code) => gestures.apply(choice, code),
      create: async (name) => (await gestures.create(choice, name)) && refreshCodes(),
      note: async (words) => (await gestures.note(choice, words)) && closeBar(),
      close: closeBar,
    },
    (name) => state.phrase("create", { code: name }),
  );
  enableFilter(panel);

  function openBar(options) {
    if (!choice.span) {
      state.show(state.phrase("nothingSelected"));
      return;
    }
    sending.elements.start.value = choice.span.start;
    sending.elements.end.value = choice.span.end;
    bar.open(choice.words, boxOf(text.ranges(choice.span).at(-1)), options);
  }

  function closeBar() {
    bar.close();
    root.focus({ preventScroll: true });
  }

  async function refreshCodes() {
    panel.replaceChildren(fragment(await read(root.dataset.codesUrl, state.phrase("failed"))));
    enableFilter(panel);
    bar.fill();
  }

  function writeFinding() {
    openBar({ focus: false });
    if (choice.span) sending.requestSubmit(sending.elements["vers-constat"]);
  }

  function point(mark) {
    margin.point(mark);
    drawSpan(text, "pointed", mark);
  }

  function goToNeighbour(direction) {
    const mark = margin.neighbour(direction, choice.span?.start ?? 0);
    if (!mark) {
      state.show(state.phrase("noCoding"));
      return;
    }
    choice.set({ start: mark.start, end: mark.end });
    point(mark);
    scrollTo(text.ranges(mark)[0]);
    state.voice.textContent = `${mark.name}, ${mark.words}`;
  }

  async function remove(mark) {
    if (await gestures.remove(mark)) point(null);
  }

  function removeHere() {
    const mark = margin.pointed?.remove ? margin.pointed : choice.span && margin.removableAt(choice.span);
    if (mark) remove(mark);
    else state.show(state.phrase("nothingToRemove"));
  }

  const keys = {
    Enter: () => openBar(),
    n: () => openBar({ query: choice.words }),
    m: () => openBar({ memo: true }),
    f: writeFinding,
    u: () => gestures.undo(),
    j: () => goToNeighbour(1),
    k: () => goToNeighbour(-1),
    Delete: removeHere,
    Backspace: removeHere,
  };

  root.addEventListener("keydown", (event) => {
    if (event.target !== root || event.ctrlKey || event.metaKey || event.altKey) return;
    if (choice.move(event.key, event.shiftKey)) {
      bar.close();
      point(null);
    } else if (Object.hasOwn(keys, event.key)) {
      keys[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });

  root.addEventListener("pointerup", (event) => {
    if (event.target.closest(".margin")) return;
    // The browser settles the selection after the release.
    setTimeout(() => (choice.follow() ? openBar({ focus: false }) : choice.clear()));
  });
  document.addEventListener("pointerdown", (event) => {
    if (!bar.element.contains(event.target) && !panel.contains(event.target)) bar.close();
  });
  document.addEventListener("selectionchange", () => {
    if (!bar.isOpen) choice.follow();
  });

  root.addEventListener("click", (event) => {
    const button = event.target.closest(".mark__remove");
    if (!button) return;
    event.preventDefault();
    remove(margin.find(button.closest("[data-mark]").dataset.mark));
  });
  const preview = (event, isOver) => {
    const item = event.target.closest("[data-mark]");
    if (item) drawSpan(text, "pointed", isOver ? margin.find(item.dataset.mark) : margin.pointed);
  };
  for (const enters of ["pointerover", "focusin"]) root.addEventListener(enters, (event) => preview(event, true));
  for (const leaves of ["pointerout", "focusout"]) root.addEventListener(leaves, (event) => preview(event, false));

  panel.addEventListener("click", (event) => {
    const item = event.target.closest(".tree__link")?.closest("[data-code]");
    if (!item || !choice.span || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    gestures.apply(choice, { slug: item.dataset.code });
  });
  document.getElementById("annuler").addEventListener("click", () => gestures.undo());
}
