// The comments on one answer: open ones with their replies, resolved ones behind a fold, and a box for a new one.
import { h, redraw, setText, srOnly, counted, idOf } from "./dom.js";
import { rowAt } from "./addresses.js";
import { aboutOf, remarkNodes } from "./commentwords.js";
import { givenBy } from "./version.js";
import { placeOf } from "./commentdesk.js";

// `drawn()` is told when there are words that are not sent, or none any more.
export function commentPanel(app, address, drawn) {
  const place = h("div", {});
  app.comments.use((desk) => place.append(...new Panel(app, desk, address, drawn).nodes));
  return place;
}

class Panel {
  #items = new Map(); // thread -> what is drawn of it
  #threads = null;

  constructor(app, desk, address, drawn) {
    Object.assign(this, { app, desk, address, drawn, id: idOf(app.prefix, address, "comments") });
    desk.gather(address);
    this.note = h("span", {});
    const again = h("button", { type: "button", class: "ans-button ans-quiet", onclick: () => this.#ask() }, app.say("history_again"), this.#about());
    this.looking = h("p", { class: "ans-small" }, this.note, " ", again);
    this.open = h("ol", { class: "ans-plain-list ans-threads", role: "list" });
    this.closed = h("ol", { class: "ans-plain-list ans-threads", role: "list" });
    this.closedLabel = h("span", {});
    this.settled = h("details", { class: "ans-help" }, h("summary", {}, this.closedLabel, this.#about()), h("div", { class: "ans-help-body" }, this.closed));
    this.waiting = h("div", {});
    this.box = new Box(this, { do: "comment", address }, { key: "comment_new", send: "comment_send" });
    this.element = h("div", {}, this.looking, this.open, this.waiting, this.settled, this.box.element);
    this.nodes = [this.element];
    this.draw();
    desk.open(this);
    this.#ask();
  }

  #ask() {
    setText(this.note, this.app.say("history_looking"));
    this.desk.ask(this);
  }

  #about() {
    return srOnly(this.app.say("help_about", { ask: aboutOf(this.app, this.address) }));
  }

  show(threads) {
    this.#threads = threads;
    this.draw();
  }

  // Without a connection the words can still be written; they wait.
  cannot() {
    if (!this.#threads) setText(this.note, this.app.say("comment_cannot"));
  }

  // What is drawn stays what it is, so that nobody's reply or focus goes with it.
  draw() {
    const { app, desk, address } = this;
    desk.gather(address);
    const threads = this.#threads ?? [];
    for (const thread of threads) this.#itemOf(thread).update(thread);
    const focused = document.activeElement;
    const isClosed = ({ id, settled }) => Boolean(settled) && !this.#holdsFocus(id);
    this.#fill(this.open, threads.filter((one) => !isClosed(one)));
    this.#fill(this.closed, threads.filter(isClosed));
    this.settled.hidden = !this.closed.children.length;
    setText(this.closedLabel, counted(app.say, "comment_settled", this.closed.children.length));
    this.looking.hidden = Boolean(this.#threads);
    redraw(this.waiting, desk.sendingAt(address).filter(({ to }) => !to).map((sent) => sentNodes(app, sent)));
    this.box.update();
    if (focused !== document.activeElement) this.#focusAfter(focused);
  }

  // What had the focus has gone over to the other list.
  #focusAfter(focused) {
    if (this.open.contains(focused)) focused.focus();
    else this.settled.querySelector("summary").focus();
  }

  #itemOf(thread) {
    if (!this.#items.has(thread.id)) this.#items.set(thread.id, new ThreadItem(this, thread));
    return this.#items.get(thread.id);
  }

  // Somebody is at work in a thread that another person has resolved: it stays where it is until they leave.
  #holdsFocus(id) {
    const item = this.#items.get(id);
    return item.isBusy && this.open.contains(item.element);
  }

  #fill(list, threads) {
    const elements = threads.map(({ id }) => this.#items.get(id).element);
    list.hidden = !elements.length;
    elements.forEach((element, index) => {
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
    while (list.children.length > elements.length) list.lastElementChild.remove();
  }

  // The record refused what was sent: the words are back in their box, with the reason.
  complain(sent, sentence) {
    const box = sent.to ? this.#items.get(sent.to)?.box : this.box;
    box?.complain(sentence);
  }
}

const sentNodes = (app, { text, sentence }) =>
  h("div", { class: "ans-inset" }, h("p", { class: "ans-user-text" }, text), h("p", { class: "ans-small" }, sentence ?? app.say("comment_sending")));

class ThreadItem {
  constructor(panel, thread) {
    const { app } = panel;
    Object.assign(this, { app, panel, id: thread.id });
    this.words = h("div", {});
    this.box = new Box(panel, { do: "reply", address: thread.address, to: thread.id }, { key: "comment_reply_label", send: "comment_reply_send", onSent: () => this.#close(), onCancel: () => this.#close() });
    this.reply = this.#button("comment_reply", () => this.#openBox());
    this.settle = this.#button("comment_resolve", () => this.#settle());
    this.tools = h("p", { class: "ans-buttons" }, this.reply, this.settle);
    this.element = h("li", { class: "ans-thread", tabindex: "-1" }, this.words, this.tools, this.box.element);
    this.box.element.hidden = !panel.desk.draft(placeOf(this.box.said));
  }

  #button(key, onclick) {
    return h("button", { type: "button", class: "ans-button ans-quiet", onclick }, this.app.say(key));
  }

  get isBusy() {
    return this.element.contains(document.activeElement) && !this.box.element.hidden;
  }

  update(thread) {
    const { app, panel } = this;
    this.thread = thread;
    const replies = thread.replies.map((one) => h("li", {}, remarkNodes(app, one)));
    const settled = thread.settled && h("p", { class: "ans-small" }, app.say("comment_settled_by", { by: givenBy(app, thread.settled) }));
    const sending = panel.desk.sendingAt(thread.address).filter(({ to, text }) => to === thread.id && text);
    redraw(this.words, this.#whichRow(), remarkNodes(app, thread),
      replies.length ? h("ol", { class: "ans-plain-list ans-replies", role: "list" }, replies) : null, settled, sending.map((sent) => sentNodes(app, sent)));
    const about = () => srOnly(app.say("help_about", { ask: givenBy(app, thread) }));
    this.reply.replaceChildren(app.say("comment_reply"), about());
    this.settle.replaceChildren(app.say(thread.settled ? "comment_reopen" : "comment_resolve"), about());
    this.box.update();
  }

  // At a register stands what was said on rows that are gone.
  #whichRow() {
    const { app, panel, thread } = this;
    if (thread.address === panel.address || rowAt(app.session.answers, thread.address)) return null;
    return h("p", { class: "ans-small" }, thread.about ? app.say("comment_row_gone", { row: thread.about }) : app.say("comment_row_gone_unnamed"));
  }

  #openBox() {
    this.box.element.hidden = false;
    this.box.focus();
  }

  #close() {
    this.box.element.hidden = true;
    this.reply.focus();
  }

  #settle() {
    const { panel, thread } = this;
    panel.desk.send({ do: thread.settled ? "reopen" : "resolve", address: thread.address, to: thread.id });
  }
}

// A box to write in. What stands in it is kept with each letter, so it is there after a reload.
class Box {
  constructor(panel, said, { key, send, onSent, onCancel }) {
    const { app, desk } = panel;
    Object.assign(this, { app, panel, desk, said, place: placeOf(said), onSent });
    const id = idOf(panel.id, said.to ? `${said.to}` : "new");
    this.error = h("p", { class: "ans-error", id: `${id}-error`, hidden: true });
    this.input = h("textarea", { id, class: "ans-input", rows: 3, oninput: () => this.#typed() });
    const button = (words, look, onclick) =>
      h("button", { type: "button", class: `ans-button ${look}`, onclick }, app.say(words), srOnly(app.say("help_about", { ask: aboutOf(app, said.address) })));
    this.element = h("div", { class: "ans-comment-box" },
      h("label", { class: "ans-label", for: id }, app.say(key)), this.error, this.input,
      h("p", { class: "ans-buttons" }, button(send, "ans-secondary", () => this.#send()), onCancel && button("comment_cancel", "ans-quiet", onCancel)));
  }

  // What came back, or from an earlier page, goes into the box; nobody's typing is touched.
  update() {
    const kept = this.desk.draft(this.place);
    if (this.input.value === kept) return;
    this.input.value = kept; // each letter is kept, so this is news
    this.element.hidden = false;
  }

  #typed() {
    this.desk.write(this.place, this.input.value);
    if (!this.error.hidden) this.complain("");
    this.panel.drawn();
  }

  #send() {
    const text = this.input.value;
    if (!text.trim()) return this.complain(this.app.say("comment_empty"), true);
    this.input.value = "";
    this.desk.send({ ...this.said, text });
    this.#typed();
    this.panel.draw();
    this.onSent?.();
  }

  complain(sentence, focus) {
    const { error, input, app } = this;
    error.hidden = !sentence;
    error.replaceChildren(...(sentence ? [srOnly(app.say("error_prefix")), sentence] : []));
    if (sentence) {
      input.setAttribute("aria-describedby", error.id);
      input.setAttribute("aria-invalid", "true");
    } else for (const name of ["aria-describedby", "aria-invalid"]) input.removeAttribute(name);
    this.update();
    this.panel.drawn();
    if (focus) this.focus();
  }

  focus() {
    this.input.focus();
  }
}
