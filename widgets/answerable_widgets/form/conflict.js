// Two people answered at once: both texts stand side by side until somebody chooses.
import { h, srOnly } from "./dom.js";
import { questionAt } from "./addresses.js";
import { askOf, readable } from "./readable.js";

const JOINED = new Set(["text", "yes_no_unsure"]);

function join(kind) {
  if (kind === "text") return (mine, theirs) => [mine, theirs].filter(Boolean).join("\n\n");
  return (mine, theirs) => ({ ...mine, why: [mine?.why, theirs?.why].filter(Boolean).join("\n\n") });
}

const said = (lines, none) =>
  h("blockquote", { class: "ans-quote" }, lines.length ? lines.map((line) => h("p", { class: "ans-user-text" }, line)) : h("p", {}, none));

const isOwn = (app, { by, draft }) => draft || app.isMe(by);

export const answererOf = (app, conflict) => (isOwn(app, conflict) ? app.say("conflict_you") : conflict.name || conflict.by);

export function conflictPanel(app, address, answer, conflict) {
  const { say, session } = app;
  const settled = (action) => () => {
    action();
    app.announce(say("conflict_settled"));
    app.focusQuestion(address);
  };
  const ask = askOf(app, questionAt(app.bank, address));
  const button = (key, action, look) =>
    h("button", { type: "button", class: `ans-button ${look}`, onclick: settled(action) }, say(key), srOnly(say("help_about", { ask })));
  const show = (value) => said(readable(app, answer, value), say("not_answered"));
  return h("div", { class: "ans-warning", role: "group", "aria-label": say("conflict_title") },
    h("p", { class: "ans-strong" }, say("conflict_title")),
    h("p", {}, say("conflict_text", { by: answererOf(app, conflict) })),
    h("p", { class: "ans-label" }, isOwn(app, conflict) ? say("conflict_theirs_own") : say("conflict_theirs", { by: conflict.name || conflict.by })),
    show(conflict.theirs),
    h("p", { class: "ans-label" }, say("conflict_mine")),
    show(conflict.mine),
    h("p", { class: "ans-buttons" },
      button("conflict_keep_mine", () => session.keepMine(address), "ans-secondary"),
      button("conflict_keep_theirs", () => session.keepTheirs(address), "ans-secondary"),
      JOINED.has(answer.kind) ? button("conflict_join", () => session.joinBoth(address, join(answer.kind)), "ans-secondary") : null));
}
