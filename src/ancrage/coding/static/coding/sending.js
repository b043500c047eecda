// Send a gesture to the server, once; a refusal comes back as words to show.

import { writeHeaders } from "../web/js/command.js";

export class Refused extends Error {}

/** Post `fields`; return the page that the server leads to, and what its address says. */
export async function post(url, fields, failure) {
  let response;
  try {
    response = await fetch(url, { method: "POST", headers: writeHeaders(), body: new URLSearchParams(fields) });
  } catch {
    throw new Refused(failure);
  }
  if (response.status === 422) throw new Refused(await response.text());
  if (!response.ok || response.redirected === false) throw new Refused(failure);
  return { html: await response.text(), answer: new URL(response.url).searchParams };
}

export async function read(url, failure) {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) throw new Refused(failure);
  return response.text();
}

export function fragment(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}
