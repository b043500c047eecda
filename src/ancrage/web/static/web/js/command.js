// Sign what is sent without a form: a fresh X-Commande per gesture, and the CSRF token of the page.

export function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.content ?? "";
}

/** A random UUID; crypto.randomUUID() only exists over HTTPS. */
export function newCommand() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Headers for a fetch() that writes; call it once per gesture, and reuse the result when retrying. */
export function writeHeaders() {
  return { "X-Commande": newCommand(), "X-CSRFToken": csrfToken() };
}

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, headers, formData } = event.detail;
  if (verb === "get") return;
  headers["X-CSRFToken"] = csrfToken();
  // A form that carries its own command keeps it, so that a repetition is recognised.
  if (!formData.has("commande")) headers["X-Commande"] = newCommand();
});
