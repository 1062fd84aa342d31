// Harms into piles, by button: what to act on, where to press others, what to watch. Each move is an ordinary answer.
import { h, focusOn, redraw, srOnly, counted } from "./dom.js";
import { questionAt } from "./addresses.js";
import { readable, rowChoices } from "./readable.js";
import { holdNote, holdSaid } from "./hidenote.js";
import { END } from "./roomend.js";

export const SORT = "sort-harms"; // no question has a name with this mark in it
const HARMS = "harms";
const PILE = "disposition";
const RISK = "risk";

const pilesOf = ({ bank }) => questionAt(bank, `${HARMS}/-/${PILE}`)?.answer.options ?? [];

export const canSort = (app) => app.session.path.visible.has(HARMS) && pilesOf(app).length > 0;

export function sortPart(app) {
  const { say, session } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, say("sort_title"));
  const waiting = h("ul", { class: "ans-plain-list" });
  const waitingTitle = h("h2", { class: "ans-h2", tabindex: "-1" }, say("sort_waiting"));
  const empty = h("p", {});
  const piles = pilesOf(app).map((option) => ({ option, list: h("ul", { class: "ans-plain-list" }), count: h("span", { class: "ans-small" }) }));
  const body = h("div", { class: "ans-sort" },
    h("section", { class: "ans-sort-waiting" }, waitingTitle, empty, waiting),
    h("div", { class: "ans-piles" }, piles.map(({ option, list, count }) => h("section", { class: "ans-pile" }, h("h2", { class: "ans-h2" }, option.label, " ", count), list))));
  const nodes = [heading, h("p", { class: "ans-intro" }, say("sort_intro")), body,
    h("p", { class: "ans-buttons" }, app.nav.link({ view: "room", at: HARMS }, say("sort_add_harm"), { class: "ans-button ans-secondary" }))];

  const harms = () => rowChoices(app, HARMS).map((row) => ({ ...row, address: `${HARMS}/${row.id}/${PILE}`, pile: session.value(`${HARMS}/${row.id}/${PILE}`) }));
  const isSorted = (harm) => piles.some(({ option }) => option.value === harm.pile);

  // From the unsorted ones the focus goes on to the next that waits; in the piles it goes along with the harm.
  function move(harm, value) {
    const before = harms();
    const next = isSorted(harm) ? null : before.slice(before.findIndex((one) => one.id === harm.id) + 1).find((one) => !isSorted(one)) ?? before.find((one) => !isSorted(one) && one.id !== harm.id);
    session.give(harm.address, value);
    const held = session.held.get(harm.address);
    if (held) {
      app.announce(holdSaid(app, held));
      return focusHarm(harm.id);
    }
    const left = harms().filter((one) => !isSorted(one)).length;
    const pile = value ? piles.find(({ option }) => option.value === value).option.label : say("sort_waiting");
    app.announce([say("sort_moved", { harm: harm.title, pile }), left ? counted(say, "sort_left", left) : say("sort_done")].join(" "));
    focusHarm(next?.id ?? harm.id);
  }

  const titleOfHarm = (id) => [...body.querySelectorAll("[data-harm]")].find((one) => one.dataset.harm === id);
  const focusHarm = (id) => focusOn(titleOfHarm(id) ?? waitingTitle);

  function update() {
    const all = harms();
    const wait = all.filter((harm) => !isSorted(harm));
    const none = all.length ? (wait.length ? "" : say("sort_done")) : say("sort_none");
    redraw(empty, none);
    empty.hidden = !none;
    fillHarms(waiting, wait);
    for (const { option, list, count } of piles) {
      const here = all.filter((harm) => harm.pile === option.value);
      redraw(count, say("sort_count", { count: here.length }));
      fillHarms(list, here);
    }
  }

  // The same harms in the same state stay as they are, with the focus in them.
  function fillHarms(list, wanted) {
    const drawn = JSON.stringify(wanted.map((harm) => [harm, session.held.get(harm.address)?.leaves]));
    if (list.dataset.drawn === drawn) return;
    list.dataset.drawn = drawn;
    const focused = list.contains(document.activeElement) ? document.activeElement.closest(".ans-card").querySelector("[data-harm]").dataset.harm : null;
    list.replaceChildren(...wanted.map((harm) => harmCard(app, harm, { piles, sorted: isSorted(harm), move, focusHarm })));
    if (focused) focusHarm(focused);
  }

  update();
  return { nodes, heading, update, next: () => app.nav.go({ view: "room", at: END }), previous: () => app.nav.go({ view: "room" }) };
}

function harmCard(app, harm, { piles, sorted, move, focusHarm }) {
  const { say, session } = app;
  const about = srOnly(say("help_about", { ask: harm.title }));
  const button = (label, value, look) => h("button", { type: "button", class: `ans-button ${look}`, onclick: () => move(harm, value) }, label, about.cloneNode(true));
  const ways = piles.filter(({ option }) => option.value !== harm.pile).map(({ option }) => button(option.label, option.value, "ans-secondary"));
  if (sorted) ways.push(button(say("sort_back"), null, "ans-quiet"));
  const moves = h("p", { class: "ans-buttons" }, ways);
  const risk = questionAt(app.bank, `${HARMS}/${harm.id}/${RISK}`);
  const level = risk ? readable(app, risk.answer, session.value(`${HARMS}/${harm.id}/${RISK}`))[0] : null;
  const held = session.held.get(harm.address);
  return h("li", { class: "ans-card" },
    h("h3", { class: "ans-h3", tabindex: "-1", "data-harm": harm.id }, harm.title),
    level ? h("p", { class: "ans-small" }, level) : null,
    held ? holdNote(app, harm.address, held, { focus: () => focusHarm(harm.id) }) : null,
    sorted ? h("details", { class: "ans-help" }, h("summary", {}, say("sort_move"), about.cloneNode(true)), moves) : moves);
}
