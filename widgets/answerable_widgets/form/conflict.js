// Two people answered at once: both texts stand below the question, with what differs marked, until somebody chooses.
import { h, srOnly, redraw } from "./dom.js";
import { answererOf, askOf, readable } from "./readable.js";
import { compareTexts } from "./worddiff.js";
import { isTyped, joinerOf } from "./joining.js";
import { sameValue } from "./values.js";

const WAIT_MS = 300;
const MARKED = new Set(["text", "yes_no_unsure", "risk"]);

// `field` is the question as it is drawn; what is typed in it meanwhile shows in the panel too.
export function conflictPanel(app, field, conflict) {
  const { say, session } = app;
  const { address, answer } = field;
  const own = conflict.draft || app.isMe(conflict.by);
  const by = answererOf(app, conflict);
  const ask = askOf(app, field);
  const [theirs, mine] = [quote(), quote()];
  const key = h("p", { class: "ans-small" }, say("conflict_marked"));
  const settled = (action) => () => {
    action();
    app.announce(say("conflict_settled"));
    app.focusQuestion(address);
  };
  const button = (name, action) =>
    h("button", { type: "button", class: "ans-button ans-secondary", onclick: settled(action) }, say(name), srOnly(say("help_about", { ask })));
  const join = joinerOf(answer);
  const element = h("div", { class: "ans-warning", role: "group", "aria-label": say("conflict_title") },
    h("p", { class: "ans-strong" }, say("conflict_title")),
    h("p", {}, say("conflict_text", { by })),
    key,
    h("p", { class: "ans-label" }, own ? say("conflict_theirs_own") : say("conflict_theirs", { by })),
    theirs,
    h("p", { class: "ans-label" }, say("conflict_mine")),
    mine,
    h("p", { class: "ans-buttons" },
      button("conflict_keep_mine", () => session.keepMine(address)),
      button("conflict_keep_theirs", () => session.keepTheirs(address)),
      join && button("conflict_join", () => session.joinBoth(address, join, isTyped(answer)))),
    join && answer.kind === "text" ? h("p", { class: "ans-small" }, say("conflict_join_how")) : null);

  let shown;
  function show() {
    const now = session.edits.get(address)?.value ?? conflict.mine;
    if (shown !== undefined && sameValue(shown, now)) return;
    shown = now;
    const lines = (value) => readable(app, answer, value).join("\n\n");
    const pieces = MARKED.has(answer.kind) ? compareTexts(lines(now), lines(conflict.theirs)) : [];
    const alike = pieces.some(({ what }) => what === "kept");
    key.hidden = !alike;
    redraw(theirs, alike ? withMarks(app, pieces, "added") : asTheyStand(app, answer, conflict.theirs));
    redraw(mine, alike ? withMarks(app, pieces, "removed") : asTheyStand(app, answer, now));
  }

  let waiting = 0;
  const typed = () => {
    clearTimeout(waiting);
    if (!element.isConnected) return field.element.removeEventListener("input", typed);
    waiting = setTimeout(show, WAIT_MS);
  };
  field.element.addEventListener("input", typed);
  show();
  return element;
}

const quote = () => h("blockquote", { class: "ans-quote" });

function asTheyStand(app, answer, value) {
  const lines = readable(app, answer, value);
  return lines.length ? lines.map((line) => h("p", { class: "ans-user-text" }, line)) : h("p", {}, app.say("not_answered"));
}

// One of the two texts in full; what the other does not have is marked.
function withMarks(app, pieces, own) {
  const nodes = pieces.filter(({ what }) => what === "kept" || what === own).flatMap(({ what, text }, at, all) => {
    const bare = text.trimEnd();
    const space = text.slice(bare.length) || (at < all.length - 1 ? " " : "");
    return what === "kept" || !bare ? [bare, space] : [h("mark", { class: "ans-differs" }, srOnly(app.say("conflict_only"), " "), bare), space];
  });
  return h("p", { class: "ans-user-text" }, nodes);
}
