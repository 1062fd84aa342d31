// Asking a colleague to answer one question: a name, a note, and a link that opens just that question.
import { h, srOnly, redraw, focusOn, idOf } from "./dom.js";
import { isBlank } from "./values.js";
import { askedSentence } from "./asked.js";

const LONGEST_NAME = 200;
const LONGEST_NOTE = 2000;
const SHOWN_PEOPLE = 12;

// Asks the kernel once who has taken part so far; `then(people)` may come later, or never.
function withColleagues(app, then) {
  if (app.colleagues) return then(app.colleagues);
  const hear = ({ op, people }) => {
    if (op !== "colleagues") return;
    app.model.off("msg:custom", hear);
    app.colleagues = people;
    then(people);
  };
  app.model.on("msg:custom", hear);
  try {
    app.model.send({ op: "colleagues" });
  } catch {
    app.model.off("msg:custom", hear);
  }
}

// The address of a page with nothing but the question at `address`.
export function linkToQuestion(app, address) {
  const query = new URLSearchParams({ assessment: app.model.get("assessment") });
  return `${location.origin}${location.pathname}?${query}#question?${new URLSearchParams({ at: address })}`;
}

// `name()` is the question in words.
export function askForm(app, address, name) {
  const { say, session, prefix } = app;
  const id = (part) => idOf(prefix, address, part);
  let sent = null; // what was asked and is not in the record yet

  const person = h("input", { type: "text", id: id("asked"), class: "ans-input ans-line", autocomplete: "off", maxlength: String(LONGEST_NAME) });
  const note = h("textarea", { id: id("asked-note"), class: "ans-input ans-short", rows: 3, maxlength: String(LONGEST_NOTE) });
  const wrong = h("p", { class: "ans-error", id: id("asked-error"), hidden: true });
  const known = h("div", {});
  const ask = h("button", { type: "button", class: "ans-button ans-secondary", onclick: askNow }, say("ask_do"), srOnly(say("help_about", { ask: name() })));
  const back = h("button", { type: "button", class: "ans-button ans-quiet", onclick: takeBack }, say("ask_back"), srOnly(say("help_about", { ask: name() })));
  const standing = h("p", { class: "ans-small" });

  function askNow() {
    wrong.hidden = !isBlank(person.value);
    wrong.textContent = wrong.hidden ? "" : say("ask_name_needed");
    if (!wrong.hidden) {
      person.setAttribute("aria-invalid", "true");
      person.setAttribute("aria-describedby", wrong.id);
      return focusOn(person);
    }
    person.removeAttribute("aria-invalid");
    give(accountOf(app, person.value), note.value.trim());
  }

  function takeBack() {
    give(null, "");
    focusOn(person);
  }

  function give(who, words) {
    sent = { who };
    session.assign(address, who, words);
  }

  function update() {
    const asked = session.assigned.get(address);
    standing.hidden = back.hidden = !asked;
    standing.textContent = asked ? askedSentence(app, asked) : "";
    if (!sent || (asked?.person ?? null) !== sent.who) return;
    app.announce(asked ? askedSentence(app, asked) : say("ask_taken_back"));
    sent = null;
    person.value = note.value = "";
  }

  function offer(people) {
    const pick = (one) => h("button", { type: "button", class: "ans-button ans-quiet", onclick: () => choose(one) }, one.name || one.id);
    const choose = (one) => {
      person.value = one.name || one.id;
      focusOn(note);
    };
    const shown = people.slice(0, SHOWN_PEOPLE);
    redraw(known, shown.length ? [h("p", { class: "ans-small" }, say("ask_known")), h("p", { class: "ans-buttons ans-known" }, shown.map(pick))] : null);
  }

  withColleagues(app, offer);
  update();
  const nodes = [
    h("p", {}, say("ask_intro")),
    standing,
    h("label", { for: person.id, class: "ans-label" }, say("ask_name_label")), wrong, person, known,
    h("label", { for: note.id, class: "ans-label" }, say("optional_label", { label: say("ask_note_label") })), note,
    h("p", { class: "ans-buttons" }, ask, back),
    app.hosted ? linkPart(app, id("asked-link"), linkToQuestion(app, address)) : null,
  ];
  return { nodes, update };
}

// Who is known by a name or an account is asked by account, so that it stays true when names change.
function accountOf(app, typed) {
  const said = typed.trim();
  const same = (text) => text?.toLowerCase() === said.toLowerCase();
  const found = [...(app.colleagues ?? []), app.me].filter((one) => same(one.id) || same(one.name));
  return found.length === 1 ? found[0].id : said;
}

function linkPart(app, id, link) {
  const { say } = app;
  const box = h("input", { type: "text", id, class: "ans-input", readonly: true, value: link, onfocus: () => box.select() });
  const copy = async () => {
    box.focus();
    const done = await Promise.resolve(navigator.clipboard?.writeText(link).then(() => true)).catch(() => false);
    app.announce(say(done ? "ask_copied" : "ask_selected"));
    said.textContent = say(done ? "ask_copied" : "ask_selected");
  };
  const said = h("span", { class: "ans-small" });
  return [
    h("label", { for: id, class: "ans-label" }, say("ask_link_label")), box,
    h("p", { class: "ans-buttons" }, h("button", { type: "button", class: "ans-button ans-quiet", onclick: copy }, say("ask_copy")), said),
  ];
}
