// Close and open with a phrase: PBKDF2 makes a key that never leaves memory, AES-GCM does the rest.

const ROUNDS = 600000;

export const randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** The key that a phrase and a salt make; it can't be read back, only used. */
export async function keyFrom(phrase, salt) {
  const words = new TextEncoder().encode(phrase.normalize("NFC").trim());
  const base = await crypto.subtle.importKey("raw", words, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Close `value` under `label`: it opens nowhere else. */
export async function close(key, value, label) {
  const iv = randomBytes(12);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt(bound(iv, label), key, plain) };
}

/** Open what was closed; the wrong phrase throws. */
export async function open(key, sealed, label) {
  const plain = await crypto.subtle.decrypt(bound(sealed.iv, label), key, sealed.data);
  return JSON.parse(new TextDecoder().decode(plain));
}

function bound(iv, label) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(label) };
}
