// Words that an earlier page could not save, offered back one by one.
import { h, srOnly, idOf } from "./dom.js";
import { questionAt, rowAt } from "./addresses.js";
import { askOf, readable, titleOf } from "./readable.js";

export function foundPanel(app) {
  const titleId = idOf(app.prefix, "found", "title");
  const list = h("ul", { class: "ans-plain-list" });
  const element = h("section", { class: "ans-warning", "aria-labelledby": titleId, hidden: true },
    h("h2", { class: "ans-h2", id: titleId, tabindex: "-1" }, app.say("found_title")), h("p", {}, app.say("found_text")), list);
  let drawn = [];

  function update() {
    const { found } = app.session;
    if (found.length === drawn.length && found.every((entry, index) => entry === drawn[index])) return;
    const inside = element.contains(document.activeElement);
    if (found.length > drawn.length) app.announce(app.say("found_title"));
    drawn = found;
    list.replaceChildren(...found.map((entry) => foundItem(app, entry)));
    element.hidden = !found.length;
    if (inside && found.length) list.querySelector("button").focus();
    else if (inside) app.focusHeading();
  }

  return { element, update };
}

function foundItem(app, entry) {
  const { say, session } = app;
  const question = questionAt(app.bank, entry.address);
  const row = question.row && rowAt(session.answers, entry.address);
  const ask = askOf(app, question) + (row ? ` (${titleOf(app, question.concept.id, row)})` : "");
  const button = (key, look, action) =>
    h("button", { type: "button", class: `ans-button ${look}`, onclick: () => action(entry) }, say(key), srOnly(say("help_about", { ask })));
  return h("li", {},
    h("p", { class: "ans-label" }, ask),
    h("blockquote", { class: "ans-quote" }, readable(app, question.answer, entry.value).map((line) => h("p", { class: "ans-user-text" }, line))),
    h("p", { class: "ans-buttons" },
      button("found_use", "ans-secondary", (one) => session.useFound(one)),
      button("found_discard", "ans-quiet", (one) => session.discardFound(one))));
}
