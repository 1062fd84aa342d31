// One question for the whole room, with the ordinary control, and the ways on, back and past it.
import { h, setText } from "./dom.js";
import { QuestionField } from "./question.js";
import { RegisterField } from "./register.js";
import { parts } from "./addresses.js";
import { boxName } from "./boxes.js";
import { roomOf } from "./roomstate.js";
import { END } from "./roomend.js";

export function questionPart(app, { boxes, items, number }) {
  const { say, session } = app;
  const room = roomOf(app);
  const { id, box, place, of } = items[number];
  room.see(id);
  const heading = h("h1", { class: "ans-h1 ans-room-place", tabindex: "-1" }, say("room_place", { box: boxName(app, boxes[box]), place, of }));
  const concept = app.bank.concepts[id];
  const Field = concept.answer.kind === "rows" ? RegisterField : QuestionField;
  const field = new Field(app, id, { level: 2, problem: () => null });
  const button = (key, look, onclick) => h("button", { type: "button", class: `ans-button ${look}`, onclick }, say(key));
  const park = button("room_park", "ans-secondary", () => (room.parked.has(id) ? unpark() : parkIt()));
  const note = h("p", { class: "ans-inset" }, say("room_is_parked"));
  const holds = (address) => parts(address).concept === id;

  // Drafts of an earlier visit count as given when the room goes on from the page they stand on.
  function go(at) {
    session.commitAll(holds);
    app.nav.go({ view: "room", at });
  }
  const next = () => go(items[number + 1]?.id ?? END);
  const previous = () => go(items[number - 1]?.id);
  function parkIt() {
    room.park(id, true);
    app.announce(say("room_parked", { ask: concept.ask }));
    next();
  }
  function unpark() {
    room.park(id, false);
    update();
    app.announce(say("room_unparked", { ask: concept.ask }));
  }

  function update() {
    field.update();
    const parked = room.parked.has(id);
    setText(park, say(parked ? "room_unpark" : "room_park"));
    note.hidden = !parked;
  }

  update();
  const ways = h("p", { class: "ans-buttons ans-room-ways" }, button("room_next", "", next), park, button("room_previous", "ans-secondary", previous));
  const goTo = (address, problem) => (parts(address).row ? field.field?.(address) : field)?.focus(problem);
  return { nodes: [heading, note, h("div", { class: "ans-questions ans-room-question" }, field.element), ways], heading, update, next, previous, shows: holds, goTo };
}
