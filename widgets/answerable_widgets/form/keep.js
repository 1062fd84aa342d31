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

  constructor(database, key, prefix) {
    Object.assign(this, { database, key, prefix });
  }

  // Only the newest value of an address is written when several come quickly.
  put(address, entry) {
    this.#latest.set(address, entry);
    this.#then(async () => {
      if (this.#latest.get(address) !== entry) return;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const words = keepEncoder.encode(JSON.stringify({ address, ...entry }));
      const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, words);
      if (this.#latest.get(address) === entry) await finished(this.#store("readwrite").put({ iv, data }, this.prefix + address));
    });
  }

  forget(address) {
    this.#latest.delete(address);
    this.#then(() => finished(this.#store("readwrite").delete(this.prefix + address)));
  }

  wipe() {
    this.#latest.clear();
    this.#then(() => finished(this.#store("readwrite").delete(this.#range())));
  }

  // All that waits from before: [{address, value, based_on, at}]. What cannot be read is left out.
  async found() {
    const all = await finished(this.#store("readonly").getAll(this.#range())).catch(() => []);
    const entries = await Promise.all(all.map((one) => this.#read(one)));
    return entries.filter(Boolean);
  }

  async #read({ iv, data }) {
    try {
      const words = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, this.key, data);
      return JSON.parse(keepDecoder.decode(words));
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
  const keep = { put: pass("put"), forget: pass("forget"), wipe: pass("wipe"), close: pass("close") };
  keep.open = async (model, session) => {
    const store = await openKeep(model.get("person")?.id ?? "", model.get("assessment"), model.get("keep_key"));
    const found = await store.found();
    opened = store;
    keep.holds = store instanceof Keep;
    for (const [name, args] of waiting) store[name](...args);
    session.offer(found);
  };
  return keep;
}
