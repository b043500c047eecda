// What stays on the device, ciphered: one database per visit. In clear: random identifiers, the salt.

import { close, keyFrom, open, randomBytes } from "./ciphering.js";
import { newCommand } from "../../web/js/command.js";

const STORES = ["lock", "notes", "drafts", "debriefs"];

export class Locker {
  #name;
  #database = null;
  #key = null;

  constructor(name) {
    this.#name = name;
  }

  get isOpen() {
    return this.#key !== null;
  }

  /** What is known before the phrase is typed: the device, its owner. Nothing on a bare device. */
  async lock() {
    return this.#ask("lock", "readonly", (store) => store.get("lock"));
  }

  /** Set a phrase on a bare device. */
  async create(phrase, device) {
    const salt = randomBytes(16);
    this.#key = await keyFrom(phrase, salt);
    await this.#ask("lock", "readwrite", (store) => store.put({ salt, device }, "lock"));
  }

  /** Open with the phrase; return the pack, or throw if the phrase is not the one. */
  async open(phrase) {
    const { salt, pack } = await this.lock();
    const key = await keyFrom(phrase, salt);
    const opened = await open(key, pack, "pack");
    this.#key = key;
    return opened;
  }

  close() {
    this.#key = null;
  }

  async savePack(pack) {
    const sealed = await close(this.#key, pack, "pack");
    const lock = { ...(await this.lock()), pack: sealed, owner: pack.owner };
    await this.#ask("lock", "readwrite", (store) => store.put(lock, "lock"));
  }

  async put(store, name, value) {
    const sealed = await close(this.#key, value, `${store}/${name}`);
    await this.#ask(store, "readwrite", (rows) => rows.put(sealed, name));
  }

  async get(store, name) {
    const sealed = await this.#ask(store, "readonly", (rows) => rows.get(name));
    return sealed ? open(this.#key, sealed, `${store}/${name}`) : null;
  }

  async all(store) {
    const names = await this.#ask(store, "readonly", (rows) => rows.getAllKeys());
    return Promise.all(names.map((name) => this.get(store, name)));
  }

  async count(store) {
    return this.#ask(store, "readonly", (rows) => rows.count());
  }

  async remove(store, names) {
    for (const name of names) await this.#ask(store, "readwrite", (rows) => rows.delete(name));
  }

  /** Remove the whole database. */
  async destroy() {
    this.#key = null;
    this.#database?.close();
    this.#database = null;
    await settled(indexedDB.deleteDatabase(this.#name));
  }

  async #ask(store, mode, gesture) {
    const database = (this.#database ??= await this.#opened());
    // Another tab that wipes the device is not kept waiting.
    database.onversionchange = () => database.close();
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    const result = await settled(gesture(transaction.objectStore(store)));
    await done;
    return result;
  }

  #opened() {
    const request = indexedDB.open(this.#name, 1);
    request.onupgradeneeded = () => STORES.forEach((name) => request.result.createObjectStore(name));
    return settled(request);
  }
}

export { newCommand as newName };

function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
