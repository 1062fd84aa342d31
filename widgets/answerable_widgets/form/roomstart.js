// The first page of a workshop: who is in the room, and where to begin.
import { h, redraw } from "./dom.js";
import { boxName, boxProgress, boxState } from "./boxes.js";
import { isAnswered, visibleColumns } from "./journey.js";
import { firstIn } from "./roomitems.js";
import { QuestionField } from "./question.js";
import { questionAt } from "./addresses.js";
import { TALKS, endRoom, roomOf, talkOf } from "./roomstate.js";

const ABOUT_TALK = { method: "meeting", state: "done" };
const ASKED_AT_START = ["title", "date"];

export function startPart(app, { boxes, items }) {
  const { say, session, nav } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, say("room_title"));
  const way = h("span", {});
  const list = h("ol", { class: "ans-room-boxes", role: "list" });
  const early = h("div", {});
  const who = whoIsHere(app, ASKED_AT_START);
  const again = h("button", { type: "button", class: "ans-button ans-quiet", onclick: afresh }, say("room_afresh"));
  const nodes = [heading, h("p", { class: "ans-intro" }, say("room_intro")), early, who?.element ?? null, h("p", { class: "ans-buttons" }, way, again),
    h("h2", { class: "ans-h2" }, say("room_by_box")), list].filter(Boolean);

  // A new workshop begins with what the record has now; what the last one wrote stays in the record.
  function afresh() {
    endRoom(app);
    nav.go({ view: "room" });
    app.announce(say("room_began"));
  }

  function update() {
    who?.update();
    const open = items.find((item) => !isAnswered(session.value(item.id))) ?? items[0];
    const used = roomOf(app).seen.size > 0;
    redraw(early, session.path.routing.route ? null : h("p", { class: "ans-inset" }, say("room_no_route"), " ", nav.link({ view: "task", task: app.bank.tasks[0].id }, say("route_unknown_go_on"))));
    redraw(way, open && nav.link({ view: "room", at: open.id }, say(used ? "room_go_on" : "room_begin"), { class: "ans-button" }));
    again.hidden = !used;
    redraw(list, boxes.map((box, index) => boxItem(app, box, firstIn(items, box, index))));
  }

  update();
  return { nodes, heading, update, shows: (address) => who?.shows(address) ?? false, goTo: (address) => who?.goTo(address) };
}

function boxItem(app, box, first) {
  const name = boxName(app, box);
  const state = h("span", { class: "ans-small" }, boxState(app, boxProgress(app, box.topics)));
  return h("li", {}, first ? app.nav.link({ view: "room", at: first.id }, name) : name, " ", state);
}

// The row of the talk that this workshop is, or a button that begins one. Nothing where the bank has no such register.
export function whoIsHere(app, columns) {
  const { say, session } = app;
  if (!app.bank.concepts[TALKS]) return null;
  const body = h("div", {});
  const button = h("button", { type: "button", class: "ans-button ans-secondary", onclick: write }, say("room_write_who"));
  const element = h("section", { class: "ans-room-who" }, h("h2", { class: "ans-h2" }, say("room_who")), h("p", { class: "ans-hint" }, say("room_who_hint")), body);
  let drawn = null;
  let fields = [];

  function write() {
    const address = session.addRow(TALKS);
    roomOf(app).talk = address.split("/")[1];
    roomOf(app).keep();
    const about = { ...ABOUT_TALK, date: today() };
    for (const [column, value] of Object.entries(about)) if (questionAt(app.bank, `${address}/${column}`)) session.give(`${address}/${column}`, value);
    update();
    fields[0]?.focus();
    app.announce(say("room_who_added"));
  }

  function update() {
    const row = talkOf(app);
    const asked = row ? visibleColumns(app.bank.concepts[TALKS], row.values, session.path).map(({ id }) => id) : [];
    const addresses = columns.filter((column) => asked.includes(column)).map((column) => `${TALKS}/${row.id}/${column}`);
    if (addresses.join() !== drawn) draw(addresses);
    for (const field of fields) field.update();
  }

  // A field that stays keeps its focus and what is typed.
  function draw(addresses) {
    drawn = addresses.join();
    fields = addresses.map((address) => at(address) ?? new QuestionField(app, address, { level: 3, problem: () => null }));
    for (const child of [...body.children]) if (!fields.some((field) => field.element === child)) child.remove();
    fields.forEach((field, index) => body.children[index] !== field.element && body.insertBefore(field.element, body.children[index] ?? null));
    if (!fields.length) body.append(button);
  }

  const at = (address) => fields.find((field) => field.address === address);
  return { element, update, shows: (address) => Boolean(at(address)), goTo: (address) => at(address)?.focus() };
}

// As the clock on the wall has it.
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
