// Save a form marked data-autosave a moment after the last word typed. The version that the page
// holds goes with each save: if somebody else wrote meanwhile, nothing is written and it says so.

import { writeHeaders } from "../web/js/command.js";

const PAUSE = 2500;
const form = document.querySelector("form[data-autosave]");
let waiting = null;
let saving = false;
let sent = form && content();

function content() {
  const data = new FormData(form);
  data.delete("commande");
  data.delete("csrfmiddlewaretoken");
  return new URLSearchParams(data).toString();
}

function say(words) {
  document.querySelector("#etat [role='status']").textContent = words;
}

async function save() {
  if (saving || content() === sent) return;
  saving = true;
  const body = content();
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { ...writeHeaders(), "HX-Request": "true", "Content-Type": "application/x-www-form-urlencoded" },
      body,
    });
    if (answer.ok) accept(await answer.text(), body);
    else say(answer.status === 409 ? form.dataset.stale : form.dataset.unsaved);
  } catch {
    say(form.dataset.unsaved);
  }
  saving = false;
}

function accept(html, body) {
  const line = new DOMParser().parseFromString(html, "text/html").getElementById("etat");
  if (!line) return;
  document.getElementById("etat").replaceWith(line);
  form.elements.version.value = line.dataset.version;
  sent = body.replace(/(^|&)version=\d+/, `$1version=${line.dataset.version}`);
  if (content() === sent) form.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
  else plan();
}

function plan() {
  clearTimeout(waiting);
  waiting = setTimeout(save, PAUSE);
}

form?.addEventListener("input", plan);
form?.addEventListener("submit", () => clearTimeout(waiting));
