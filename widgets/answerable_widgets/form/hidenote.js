// What people are told before an answer takes others out of view, and after somebody else's answer did.
import { h, counted, idOf, redraw, srOnly } from "./dom.js";
import { questionAt } from "./addresses.js";
import { askOf } from "./readable.js";

const SPOKEN_UP_TO = 3;
const NAMED_UP_TO = 6; // more of them are only counted, for they are there to be found

export const askAt = (app, address) => askOf(app, questionAt(app.bank, address));

export function leavesList(app, addresses) {
  const more = addresses.length - NAMED_UP_TO;
  return h("ul", {}, addresses.slice(0, NAMED_UP_TO).map((one) => h("li", {}, askAt(app, one))), more > 0 ? h("li", {}, counted(app.say, "hides_more", more)) : null);
}

// `focus` moves to the question; `went` is called when the answer was given.
export function holdNote(app, address, { leaves }, { focus, went }) {
  const { say, session } = app;
  const again = session.edits.get(address)?.restored;
  const button = (key, look, action) => {
    const press = () => {
      action();
      focus();
    };
    return h("button", { type: "button", class: `ans-button ${look}`, onclick: press }, say(key), srOnly(say("help_about", { ask: askAt(app, address) })));
  };
  const goOn = () => {
    session.commit(address, true);
    went?.();
  };
  return h("div", { class: "ans-warning ans-hold", role: "group", "aria-label": say("hides_title") },
    h("p", { class: "ans-strong" }, say("hides_title")),
    again ? h("p", {}, say("draft_note")) : null,
    h("p", {}, say("hides_answers")), leavesList(app, leaves),
    h("p", { class: "ans-buttons" },
      button("hides_go_on", "ans-secondary", goOn),
      button("hides_leave", "ans-secondary", () => session.leaveAsItWas(address))));
}

// "Wait: ..." for those who do not see the note.
export function holdSaid(app, { leaves }) {
  const count = leaves.length;
  if (count > SPOKEN_UP_TO) return app.say("hides_announced_lots", { count });
  return counted(app.say, "hides_announced", count, { asks: leaves.map((one) => askAt(app, one)).join(" ") });
}

// What somebody else's answer took out of view here stays named until it was seen. `holds(address)`: it belongs here.
export function goneNote(app, id, holds) {
  const { say, session } = app;
  const titleId = idOf(app.prefix, id, "gone");
  const list = h("div", {});
  const close = () => {
    for (const one of told) session.left.delete(one);
    app.focusHeading();
    update();
  };
  const button = h("button", { type: "button", class: "ans-button ans-secondary", onclick: close }, say("gone_close"));
  const element = h("section", { class: "ans-inset ans-gone", "aria-labelledby": titleId, hidden: true },
    h("p", { class: "ans-strong", id: titleId }, say("gone_title")), h("p", {}, say("gone_text")), list, h("p", { class: "ans-buttons" }, button));
  let told = [];

  function update() {
    const now = [...session.left].filter(holds);
    if (now.length > told.length) app.announce(counted(say, "gone_announced", now.length));
    told = now;
    if (!now.length && element.contains(document.activeElement)) app.focusHeading();
    element.hidden = !now.length;
    redraw(list, now.length ? leavesList(app, now) : null);
  }

  return { element, update };
}
