// Finished on this computer: all is saved first, then this browser forgets this person.
import { forgetPerson, ofOthers, waitElsewhere } from "./forgetting.js";
import { h, focusOn, setText } from "./dom.js";
import { questionAt } from "./addresses.js";
import { askOf, readable } from "./readable.js";

const FINISH_WAIT = 6000;
const FINISH_LOOK = 100;

const waitFor = (wait) => new Promise((done) => setTimeout(done, wait));

export function finishingPage(app) {
  const { say, hosted } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, say("look_finish"));
  const status = h("p", { role: "status" });
  const body = h("div", {});
  const begin = finishButton(say("finish_begin"), "", finish);
  let left = false;

  async function finish() {
    setText(status, say("finish_saving"));
    const unsaved = await saveAll(app, () => left);
    if (left) return;
    setText(status, "");
    if (unsaved.words.length || unsaved.elsewhere.length) ask(unsaved);
    else await forget();
  }

  // What could not be saved is shown whole, and the person decides.
  function ask(unsaved) {
    const title = h("h2", { class: "ans-h2", tabindex: "-1" }, say("finish_unsaved_title"));
    body.replaceChildren(h("section", { class: "ans-warning" }, title, h("p", {}, say("finish_unsaved")),
      h("p", { class: "ans-buttons" }, finishButton(say("finish_again"), "", finish), finishButton(say("finish_anyway"), "ans-danger", forget)),
      h("ul", { class: "ans-plain-list" }, unsaved.words.map((one) => unsavedItem(app, one)), unsaved.elsewhere.map((id) => elsewhereItem(app, id)))));
    begin.hidden = true;
    focusOn(title);
  }

  async function forget() {
    app.session.letGo();
    app.comments.letGo();
    window.dispatchEvent(new Event("answerable-sign-out")); // other forms on this page keep words too
    const gone = await forgetPerson(app);
    if (left) return;
    setText(heading, say("finish_done_title"));
    body.replaceChildren(
      h("p", {}, say(gone ? "finish_done" : "finish_not_gone")),
      h("p", {}, say(hosted ? "finish_close" : "finish_close_notebook")),
      h("p", { class: "ans-inset" }, say("finish_account")));
    about.hidden = true;
    focusOn(heading);
  }

  const leave = () => {
    left = true;
  };
  const about = h("div", {}, h("p", {}, say("finish_intro")), h("p", { class: "ans-inset" }, say("finish_account")), h("p", { class: "ans-buttons" }, begin));
  const nodes = [app.nav.link({ view: "tasks" }, say("back_to_tasks"), { class: "ans-back" }), heading, about, status, body];
  return { nodes, title: say("look_finish"), heading, update() {}, leave, arrive: () => focusOn(heading) };
}

const finishButton = (label, look, onclick) => h("button", { type: "button", class: `ans-button ${look}`.trim(), onclick }, label);

// Sends all there is, waits for the record's word, and returns what still is nowhere but here.
async function saveAll({ session, saver, keep, comments }, left) {
  session.commitAll();
  saver.flush(true);
  saver.resend();
  for (let waited = 0; (saver.busy || comments.busy) && waited < FINISH_WAIT && !left(); waited += FINISH_LOOK) await waitFor(FINISH_LOOK);
  if (left()) return null;
  const mine = saver.addresses.filter((address) => session.edits.has(address)).map((address) => ({ address, value: session.value(address) }));
  const others = [...session.offered.filter((entry) => !entry.place), ...(await ofOthers(keep))];
  return { words: [...mine, ...comments.unsent, ...others.map(asWords)], elsewhere: await waitElsewhere(keep) };
}

// Words for a comment are kept in a shape of their own: see commentdesk.js.
function asWords(entry) {
  const comment = entry.sent?.text ?? entry.text;
  return comment === undefined ? entry : { address: entry.sent?.address ?? entry.box.split("#")[0], comment };
}

function unsavedItem(app, { address, value, comment }) {
  const question = questionAt(app.bank, address);
  const lines = comment ? [app.say("comment_new"), comment] : question ? readable(app, question.answer, value) : [String(value)];
  return h("li", {},
    h("p", { class: "ans-label" }, question ? askOf(app, question) : address),
    h("blockquote", { class: "ans-quote" }, lines.map((line) => h("p", { class: "ans-user-text" }, line))));
}

function elsewhereItem({ say, hosted }, assessment) {
  const name = hosted ? h("a", { href: `?assessment=${encodeURIComponent(assessment)}` }, assessment) : assessment;
  return h("li", {}, h("p", {}, say("finish_elsewhere"), " ", name));
}
