// What changed between two texts, word by word. The same cases, tests/data/cases/worddiff.yml, hold this module
// and record/worddiff.py together, which leaves the work to Python's difflib; here it is done by hand.

// A line break is a word of its own, so that a new paragraph shows.
const WORDS = /[^\S\n]*\n\s*|[^\S\n]+|\S+[^\S\n]*/g;
const MOST_COMPARED = 4000000; // words of one text times words of the other: more would take long
const LEAST_KEPT = 0.25; // of the longer text: with less in common, two whole texts read better
const MANY_WORDS = 200; // from here on, words that come again and again anchor nothing

// [{what: kept|added|removed, text}]: what is kept or added reads as `after`.
export function compareTexts(before, after) {
  const pieces = joined(compareLists(before.match(WORDS) ?? [], after.match(WORDS) ?? []));
  const kept = pieces.filter((piece) => piece.what === "kept");
  const length = kept.reduce((sum, piece) => sum + piece.text.length, 0);
  const onlySpaces = before !== after && kept.length === pieces.length;
  if (!onlySpaces && length >= LEAST_KEPT * Math.max(before.length, after.length)) return pieces;
  return [{ what: "removed", text: before }, { what: "added", text: after }].filter((piece) => piece.text);
}

// All of `after`, and at its place what is gone of `before`, one piece for each.
export function compareLists(before, after) {
  const pieces = [];
  const put = (what, texts) => texts.forEach((text) => pieces.push({ what, text }));
  for (const [same, a, b, c, d] of steps(before.map(bare), after.map(bare))) {
    // What is kept has the wider space of both, so that no two words run together.
    if (same) put("kept", after.slice(c, d).map((text, at) => (before[a + at].length >= text.length ? before[a + at] : text)));
    else put("removed", before.slice(a, b));
    if (!same) put("added", after.slice(c, d));
  }
  return pieces;
}

const bare = (word) => word.trim() || (word.includes("\n") ? "\n" : " ");

// [is it the same, from and to in `was`, from and to in `now`], from the start to the end of both.
function steps(was, now) {
  const first = alike(was, now);
  const last = alike(was.slice(first).reverse(), now.slice(first).reverse());
  const [here, there] = [was.slice(first, was.length - last), now.slice(first, now.length - last)];
  const blocks = here.length * there.length > MOST_COMPARED ? [] : matches(here, there);
  const found = [[true, 0, first, 0, first]];
  let [a, c] = [0, 0];
  for (const [at, to, size] of [...blocks, [here.length, there.length, 0]]) {
    found.push([false, first + a, first + at, first + c, first + to]);
    found.push([true, first + at, first + at + size, first + to, first + to + size]);
    [a, c] = [at + size, to + size];
  }
  return [...found, [true, was.length - last, was.length, now.length - last, now.length]];
}

function alike(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  return at;
}

// The longest run that both have, then the longest before it and after it, and so on: [at, to, size] in order.
function matches(was, now) {
  const places = placesIn(now);
  const found = [];
  const open = [[0, was.length, 0, now.length]];
  while (open.length) {
    const [a, b, c, d] = open.pop();
    const [at, to, size] = longest(was, now, places, [a, b, c, d]);
    if (!size) continue;
    found.push([at, to, size]);
    open.push([a, at, c, to], [at + size, b, to + size, d]);
  }
  return found.sort((one, other) => one[0] - other[0]);
}

function placesIn(now) {
  const places = new Map();
  now.forEach((word, at) => places.set(word, [...(places.get(word) ?? []), at]));
  if (now.length < MANY_WORDS) return places;
  const often = Math.floor(now.length / 100) + 1;
  return new Map([...places].filter(([, at]) => at.length <= often));
}

function longest(was, now, places, [a, b, c, d]) {
  let best = [a, c, 0];
  let runs = new Map(); // place in `now` -> how long a run ends there
  for (let i = a; i < b; i++) {
    const next = new Map();
    for (const j of places.get(was[i]) ?? []) {
      if (j < c) continue;
      if (j >= d) break;
      const size = (runs.get(j - 1) ?? 0) + 1;
      next.set(j, size);
      if (size > best[2]) best = [i - size + 1, j - size + 1, size];
    }
    runs = next;
  }
  return widened(was, now, best, [a, b, c, d]);
}

// Words that anchor nothing still belong to a run that they touch.
function widened(was, now, [at, to, size], [a, b, c, d]) {
  let [from, onto, long] = [at, to, size];
  while (from > a && onto > c && was[from - 1] === now[onto - 1]) [from, onto, long] = [from - 1, onto - 1, long + 1];
  while (from + long < b && onto + long < d && was[from + long] === now[onto + long]) long += 1;
  return [from, onto, long];
}

// What stands together as one piece: what is kept, or what is removed and then added.
function joined(pieces) {
  const groups = [];
  for (const { what, text } of pieces) {
    const kept = what === "kept";
    if (groups.at(-1)?.kept !== kept) groups.push({ kept, removed: "", added: "", same: "" });
    groups.at(-1)[kept ? "same" : what] += text;
  }
  const named = ({ same, removed, added }) => [["kept", same], ["removed", removed], ["added", added]];
  return groups.flatMap(named).filter(([, text]) => text).map(([what, text]) => ({ what, text }));
}
