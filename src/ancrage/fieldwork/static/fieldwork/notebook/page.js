// The notebook: take it along, open it with one's phrase, write without network, send, wipe.

import { Locker, newName } from "./locker.js";
import { erase, isSecure, standWithoutNetwork } from "./mission.js";
import { debriefForm, hourLine, questionBlock, standing } from "./pages.js";
import { LoggedOut, NoNetwork, Refused, send, take, token } from "./sending.js";

const root = document.querySelector("[data-notebook]");
const { visit, worker, login } = root.dataset;
const addresses = { token: root.dataset.token, take: root.dataset.take, send: root.dataset.send };
const locker = new Locker(`carnet-${visit}`);
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const word = (name) => root.querySelector(`[data-word="${name}"]`).textContent;
let pack = null;
let draftTimer = 0;

function show(name) {
  for (const section of root.querySelectorAll("[data-part]")) section.hidden = section.dataset.part !== name;
}

function say(text, tone = "") {
  const status = root.querySelector("[data-status]");
  status.className = text ? `notice${tone ? ` notice--${tone}` : ""}` : "";
  status.replaceChildren(...text.split("\n").filter(Boolean).map(paragraph));
}

function paragraph(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

/** Run a gesture; whatever goes wrong is said, and nothing is lost. */
async function attempt(gesture) {
  try {
    await gesture();
  } catch (error) {
    if (error instanceof NoNetwork) say(word("no-network"), "warning");
    else if (error instanceof LoggedOut) sayLoggedOut();
    else if (error instanceof Refused) say(error.message || word("failed"), "error");
    else {
      say(word("failed"), "error");
      throw error;
    }
  }
}

function sayLoggedOut() {
  say(word("logged-out"), "warning");
  const link = document.createElement("a");
  link.href = login;
  link.textContent = word("log-in");
  root.querySelector("[data-status]").append(link);
}

async function start() {
  if (!isSecure()) return show("plain");
  const lock = await locker.lock();
  show(lock?.pack ? "locked" : "bare");
}

async function takeAlong(event) {
  event.preventDefault();
  const { phrase, again } = event.target.elements;
  if (phrase.value.trim().length < 12) return say(word("short"), "error");
  if (phrase.value !== again.value) return say(word("differ"), "error");
  say(word("preparing"));
  const device = newName();
  const taken = await take(addresses, device);
  await standWithoutNetwork(worker);
  await navigator.storage?.persist?.();
  await locker.create(phrase.value, device);
  await locker.savePack(taken);
  pack = taken;
  event.target.reset();
  await agenda();
  say(word("ready"), "success");
}

async function unlock(event) {
  event.preventDefault();
  const { phrase } = event.target.elements;
  try {
    pack = await locker.open(phrase.value);
  } catch {
    return say(word("wrong"), "error");
  }
  event.target.reset();
  say("");
  await agenda();
}

async function agenda() {
  const entries = standing(await locker.all("notes"));
  const count = (item) => entries.filter((entry) => entry.item === item.uuid).length;
  const days = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long" });
  const items = pack.items.map((item) => ({ ...item, on_words: days.format(new Date(`${item.on}T12:00`)) }));
  part("open").querySelector("[data-visit]").textContent = pack.visit;
  part("open").querySelector("[data-hours]").replaceChildren(...items.map((item) => hourLine(item, count(item), interview)));
  part("open").querySelector("[data-debriefs]").replaceChildren(...pack.teams.flatMap((team) => pack.days.map((day) => debriefButton(team, day, days))));
  part("open").querySelector("[data-unsent]").textContent = String(await waiting());
  show("open");
}

async function interview(item) {
  const entries = standing(await locker.all("notes")).filter((entry) => entry.item === item.uuid);
  const questions = [...pack.questions, { uuid: null, text: word("outside"), prompts: "" }];
  const acts = {
    keep: (question, words, tags, replaces) => attempt(() => keep(item, question, words, tags, replaces)),
    strike: (note) => attempt(() => strike(item, note)),
    draft: (question, words, replaces) => later(() => draft(item, question, words, replaces)),
  };
  const blocks = [];
  for (const question of questions) {
    const typed = await locker.get("drafts", draftName(item, question));
    blocks.push(questionBlock(question, entries.filter((entry) => entry.question === question.uuid), typed, acts));
  }
  const section = part("interview");
  section.querySelector("h2").textContent = [item.title, item.code].filter(Boolean).join(" – ");
  section.querySelector("[data-questions]").replaceChildren(...blocks);
  show("interview");
  section.querySelector("h2").focus();
}

/** What is being typed survives a page that closes; it becomes a note when it is kept or sent. */
async function draft(item, question, words, replaces) {
  const name = draftName(item, question);
  if (!words.trim()) return locker.remove("drafts", [name]);
  return locker.put("drafts", name, { name, item: item.uuid, question: question.uuid, words, replaces });
}

async function keepDrafts() {
  for (const { name, item, question, words, replaces } of await locker.all("drafts")) {
    await write({ item, question, words: words.trim(), tags: [], replaces, struck: false });
    await locker.remove("drafts", [name]);
  }
}

const draftName = (item, question) => `${item.uuid}/${question.uuid ?? "hors"}`;

function later(gesture) {
  clearTimeout(draftTimer);
  draftTimer = setTimeout(() => attempt(gesture), 400);
}

async function keep(item, question, words, tags, replaces) {
  clearTimeout(draftTimer);
  await write({ item: item.uuid, question: question.uuid, words, tags, replaces, struck: false });
  await locker.remove("drafts", [draftName(item, question)]);
  await interview(item);
  say(word("kept"), "success");
}

async function strike(item, note) {
  await write({ item: item.uuid, question: note.question, words: "", tags: [], replaces: note.uuid, struck: true });
  await interview(item);
  say(word("struck"));
}

async function write(values) {
  const uuid = newName();
  const order = await locker.count("notes");
  await locker.put("notes", uuid, { uuid, order, taken_at: new Date().toISOString(), ...values });
}

function debriefButton(team, day, days) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--small";
  button.textContent = `${word("team")} ${team}, ${days.format(new Date(`${day}T12:00`))}`;
  button.addEventListener("click", () => attempt(() => debrief(team, day, button.textContent)));
  return button;
}

async function debrief(team, on, title) {
  const name = `${team}-${on}`;
  const before = pack.debriefs[name] ?? {};
  const written = await locker.get("debriefs", name);
  const save = (words) => attempt(async () => {
    await locker.put("debriefs", name, { team, on, before, words });
    await agenda();
    say(word("kept"), "success");
  });
  part("debrief").querySelector("[data-form]").replaceChildren(debriefForm(title, written?.words ?? before, save));
  show("debrief");
}

async function sendAll(thenErase) {
  const { device, owner } = await locker.lock();
  const { csrf, user } = await token(addresses.token);
  if (user !== owner) return say(word("another"), "error");
  say(word("sending"));
  clearTimeout(draftTimer);
  await keepDrafts();
  const entries = (await locker.all("notes")).sort((a, b) => a.order - b.order);
  const notices = new Set();
  let done = 0;
  let refused = 0;
  await send(addresses, device, entries, await locker.all("debriefs"), csrf, async (answer) => {
    await locker.remove("notes", [...answer.taken, ...answer.kept]);
    await locker.remove("debriefs", answer.debriefs);
    answer.notices.forEach((notice) => notices.add(notice));
    done += answer.taken.length + answer.kept.length;
    refused += answer.refused.length;
  });
  const report = [`${word("sent")} ${done}.`, ...(refused ? [`${word("refused")} ${refused}.`] : []), ...notices];
  if (thenErase && !(await waiting())) {
    await wipe();
    report.push(word("erased"));
  } else await agenda();
  say(report.join("\n"), notices.size || refused ? "warning" : "success");
}

const waiting = async () => (await locker.count("notes")) + (await locker.count("debriefs"));

async function wipe() {
  await erase(locker, visit);
  pack = null;
  show("erased");
  say(word("erased"), "success");
}

async function wipeAsked() {
  part("wipe").querySelector("[data-waiting]").textContent = String(await waiting());
  show("wipe");
}

const on = (name, gesture) => {
  for (const button of root.querySelectorAll(`[data-does="${name}"]`)) button.addEventListener("click", () => attempt(gesture));
};

part("bare").querySelector("form").addEventListener("submit", (event) => attempt(() => takeAlong(event)));
part("locked").querySelector("form").addEventListener("submit", (event) => attempt(() => unlock(event)));
on("agenda", async () => {
  say("");
  await agenda();
});
on("send", () => sendAll(false));
on("send-and-erase", () => sendAll(true));
on("ask-wipe", wipeAsked);
on("wipe", wipe);
on("keep", () => (pack ? agenda() : start()));
on("lock", async () => {
  locker.close();
  pack = null;
  say("");
  await start();
});
attempt(start);
