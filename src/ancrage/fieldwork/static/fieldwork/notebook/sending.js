// Talk to the server: who is logged in, what to take along, what to bring back.

const AT_ONCE = 200;

/** The network is not there; everything stays on the device. */
export class NoNetwork extends Error {}
/** The session ended: one has to log in again first. */
export class LoggedOut extends Error {}
/** The server says no, in words. */
export class Refused extends Error {}

export async function token(address) {
  const response = await reach(address, {});
  return response.json();
}

export async function take(addresses, device) {
  const { csrf } = await token(addresses.token);
  return post(addresses.take, csrf, { device });
}

/** Send everything, a slice at a time; `each` learns what became of a slice before the next leaves. */
export async function send(addresses, device, entries, debriefs, csrf, each) {
  const slices = [];
  for (let start = 0; start < entries.length; start += AT_ONCE) slices.push(entries.slice(start, start + AT_ONCE));
  if (!slices.length) slices.push([]);
  for (const [n, slice] of slices.entries()) {
    const body = { device, sent_at: new Date().toISOString(), entries: slice, debriefs: n ? [] : debriefs };
    await each(await post(addresses.send, csrf, body));
  }
}

async function post(address, csrf, body) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
  const response = await reach(address, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) throw new Refused(answer.error);
  return answer;
}

async function reach(address, options) {
  let response;
  try {
    response = await fetch(address, { cache: "no-store", ...options });
  } catch {
    throw new NoNetwork();
  }
  if (response.redirected || response.status === 403) throw new LoggedOut();
  const speaksJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (!speaksJson) throw new Refused("");
  return response;
}
