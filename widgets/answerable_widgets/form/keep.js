// Words that are not saved yet also wait in this browser, encrypted, until the record has them.

const DATABASE = "answerable";
const STORE = "unsaved";
const keepEncoder = new TextEncoder();
const keepDecoder = new TextDecoder();

const finished = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

function openDatabase() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return finished(request);
}

function importKey(base64) {
  const raw = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

// A browser may forbid storage, or encryption outside https: then the form works without this net.
export async function openKeep(person, assessment, base64) {
  try {
    const [database, key] = await Promise.all([openDatabase(), importKey(base64)]);
    return new Keep(database, key, `${person}|${assessment}|`);
  } catch {
    return new NoKeep();
  }
}

class NoKeep {
  put() {}
  forget() {}
  discard() {}
  wipe() {}
  close() {}
  settled() {
    return Promise.resolve();
  }
  found() {
    return Promise.resolve([]);
  }
}

class Keep {
  #work = Promise.resolve();
  #latest = new Map();

  // Each page has entries of its own, so that no tab writes over what another could not save.
  constructor(database, key, prefix) {
    Object.assign(this, { database, key, prefix, page: `|${Math.random().toString(36).slice(2)}` });
  }

  #place(address) {
    return this.prefix + address + this.page;
  }

  // Only the newest value of an address is written when several come quickly.
  put(address, entry) {
    this.#latest.set(address, entry);
    this.#then(async () => {
      if (this.#latest.get(address) !== entry) return;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const words = keepEncoder.encode(JSON.stringify({ address, ...entry }));
      const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, words);
      if (this.#latest.get(address) === entry) await finished(this.#store("readwrite").put({ iv, data }, this.#place(address)));
    });
  }

  forget(address) {
    this.#latest.delete(address);
    this.discard(this.#place(address));
  }

  // What an earlier page left under `place`.
  discard(place) {
    this.#then(() => finished(this.#store("readwrite").delete(place)));
  }

  wipe() {
    this.#latest.clear();
    this.#then(() => finished(this.#store("readwrite").delete(this.#range())));
  }

  // All that waits from before: [{address, value, based_on, at, place}]. What cannot be read is left out.
  async found() {
    const [places, kept] = await this.#all().catch(() => [[], []]);
    const entries = await Promise.all(kept.map((one, at) => this.#read(one, places[at])));
    return entries.filter(Boolean);
  }

  async #all() {
    const store = this.#store("readonly");
    return Promise.all([store.getAllKeys(this.#range()), store.getAll(this.#range())].map(finished));
  }

  async #read({ iv, data }, place) {
    try {
      const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.key, data);
      return { ...JSON.parse(keepDecoder.decode(words)), place };
    } catch {
      return null;
    }
  }

  settled() {
    return this.#work;
  }

  close() {
    this.#then(() => this.database.close());
  }

  #then(action) {
    this.#work = this.#work.then(action).catch(() => {});
  }

  #store(mode) {
    return this.database.transaction(STORE, mode).objectStore(STORE);
  }

  #range() {
    return IDBKeyRange.bound(this.prefix, `${this.prefix}\uffff`);
  }
}

// The browser's own store opens a moment later than the form; what is said to it meanwhile is done then.
export function lateKeep() {
  let opened = null;
  const waiting = [];
  const pass = (name) => (...args) => (opened ? opened[name](...args) : waiting.push([name, args]));
  const keep = { put: pass("put"), forget: pass("forget"), discard: pass("discard"), wipe: pass("wipe"), close: pass("close"), opened: null };
  keep.open = async (model, session) => {
    const store = await openKeep(model.get("person")?.id ?? "", model.get("assessment"), model.get("keep_key"));
    const found = await store.found();
    opened = keep.opened = store;
    keep.holds = store instanceof Keep;
    for (const [name, args] of waiting) store[name](...args);
    session.offer(found);
  };
  return keep;
}
