// What this browser keeps of one person, in all their assessments: what it is, and how it goes.

const UNSAVED_STORE = "unsaved"; // as keep.js calls it

const heard = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

const personOf = (prefix) => prefix.slice(0, prefix.slice(0, -1).lastIndexOf("|") + 1);
const rangeOf = (person) => IDBKeyRange.bound(person, `${person}\uffff`);
const kept = ({ database }, mode) => database.transaction(UNSAVED_STORE, mode).objectStore(UNSAVED_STORE);

// What other pages of this assessment left here, or have not saved yet.
export async function ofOthers({ opened }) {
  await opened?.settled();
  return ((await opened?.found()) ?? []).filter(({ place }) => !place.endsWith(opened.page));
}

// The other assessments that words of this person wait for.
export async function waitElsewhere({ opened }) {
  if (!opened?.database) return [];
  const person = personOf(opened.prefix);
  const places = await heard(kept(opened, "readonly").getAllKeys(rangeOf(person)));
  const others = places.filter((place) => !place.startsWith(opened.prefix));
  return [...new Set(others.map((place) => place.slice(person.length).split("|")[0]))];
}

// Returns whether nothing of this person is left here.
export async function forgetPerson({ keep, prefers, folds }) {
  folds.clear();
  keep.wipe();
  try {
    forgetTaste(prefers);
    return await forgetWords(keep.opened);
  } catch {
    return false;
  }
}

function forgetTaste(prefers) {
  prefers.compact = false;
  const suffix = prefers.place.slice(prefers.place.indexOf("|"));
  const ours = Object.keys(localStorage).filter((key) => key.startsWith("answerable") && key.endsWith(suffix));
  for (const key of ours) localStorage.removeItem(key);
}

async function forgetWords(opened) {
  if (!opened?.database) return true;
  const range = rangeOf(personOf(opened.prefix));
  await opened.settled();
  await heard(kept(opened, "readwrite").delete(range));
  return (await heard(kept(opened, "readonly").count(range))) === 0;
}
