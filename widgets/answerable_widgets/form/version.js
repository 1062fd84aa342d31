// One earlier answer: what it said, what has changed since, and the way to give it again.
import { h, srOnly } from "./dom.js";
import { readAt } from "./addresses.js";
import { readable, rowChoices } from "./readable.js";
import { refusedBy, sameValue } from "./values.js";
import { compareLists, compareTexts } from "./worddiff.js";

// "Ana (author), 22 November 2026 at 14:05", in this person's own time.
export function givenBy(app, { by, name, role, at }) {
  const time = new Intl.DateTimeFormat(app.bank.language, { dateStyle: "long", timeStyle: "short" });
  const who = app.isMe(by) ? app.say("history_you") : name || by;
  return app.say("history_by", { who, role, when: time.format(new Date(at)) });
}

// `panel` is {address, question, close}.
export function versionItem(app, panel, version) {
  const { say, session } = app;
  const { address, question: { answer } } = panel;
  const by = givenBy(app, version);
  const now = () => readAt(session.answers, address);
  const value = whatIsLeft(app, answer, version.value);
  const words = h("blockquote", { class: "ans-quote" }, plainLines(app, answer, version));
  const button = (key, onclick) => rename(h("button", { type: "button", class: "ans-button ans-quiet", onclick }), say(key), say, by);
  let marked = false;
  const compare = button("history_compare", () => {
    marked = !marked;
    words.replaceChildren(...(marked ? markedLines(app, answer, version.value, now()) : plainLines(app, answer, version)));
    rename(compare, say(marked ? "history_plain" : "history_compare"), say, by);
    if (marked) app.announce(say("history_marked"));
  });
  const restore = button("history_restore", () => restoreAnswer(app, panel, value, by));
  const same = !version.erased && sameValue(value, now());
  const outdated = refusedBy(answer, value, app.bank.limits);
  const note = (same && "history_same") || (outdated && "history_outdated");
  return h("li", { tabindex: "-1" },
    h("p", { class: "ans-label" }, by),
    words,
    note ? h("p", { class: "ans-small" }, say(note)) : null,
    same || value === null ? null : h("p", { class: "ans-buttons" }, compare, outdated ? null : restore));
}

// Buttons of one name say which answer they are about, for those who hear them one by one.
function rename(button, words, say, by) {
  button.replaceChildren(words, srOnly(say("help_about", { ask: by })));
  return button;
}

// An answer cannot point at rows that were taken out since.
function whatIsLeft(app, answer, value) {
  if (answer.kind !== "refer" || !Array.isArray(value)) return value ?? null;
  const there = new Set(rowChoices(app, answer.to).map((row) => row.id));
  const left = value.filter((row) => there.has(row));
  return left.length ? left : null;
}

function plainLines(app, answer, { value, erased }) {
  const note = (key) => h("p", {}, app.say(key));
  if (erased) return [note("history_erased")];
  if (value === null || value === undefined) return [note("history_taken_back")];
  const lines = readable(app, answer, value);
  const said = lines.map((line) => h("p", { class: "ans-user-text" }, line));
  const gone = answer.kind === "refer" && value.length > lines.length;
  return gone ? [...said, note("history_row_gone")] : said;
}

// From the earlier answer to the one that stands: a text word by word, everything else as a whole.
function markedLines(app, answer, before, now) {
  const [was, is] = [readable(app, answer, before), readable(app, answer, now)];
  if (answer.kind === "text") return [markedLine(app, compareTexts(was.join("\n"), is.join("\n")))];
  if (answer.kind !== "yes_no_unsure") return compareLists(was, is).map((piece) => markedLine(app, [piece]));
  const choice = (value) => (value?.choice ? [app.say(`choice_${value.choice}`)] : []);
  const lines = compareLists(choice(before), choice(now)).map((piece) => markedLine(app, [piece]));
  return [...lines, markedLine(app, compareTexts(before?.why ?? "", now?.why ?? ""))];
}

const MARK_TAGS = { added: "ins", removed: "del" };

// The space after a mark stands outside it; there is always some between two pieces.
function markedLine(app, pieces) {
  const nodes = pieces.flatMap(({ what, text }, at) => {
    const bare = text.trimEnd();
    const space = text.slice(bare.length) || (at < pieces.length - 1 ? " " : "");
    if (what === "kept" || !bare) return [bare, space];
    const said = srOnly(app.say(what === "added" ? "history_added" : "history_removed"), " ");
    return [h(MARK_TAGS[what], {}, said, bare), space];
  });
  return h("p", { class: "ans-user-text" }, nodes);
}

// An earlier answer is given again as a new one. What is being typed becomes an answer first, so that it is kept
// too; words that wait for somebody's decision are not passed over.
function restoreAnswer(app, panel, value, by) {
  const { session, say } = app;
  const { address } = panel;
  if (!session.edits.get(address)?.restored) session.commit(address);
  if (session.edits.get(address)?.phase === "draft") {
    app.announce(say("history_unsettled"));
  } else {
    session.give(address, value);
    panel.close();
    if (!session.held.has(address)) app.announce(say("history_restored", { by }));
  }
  app.focusQuestion(address);
}
