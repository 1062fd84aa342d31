// Where comments are sent from: what is typed and not sent, and what is sent and not acknowledged, waits in this browser.
import { isUnder } from "./comments.js";
import { newRowId, questionAt, rowAt } from "./addresses.js";
import { aboutOf } from "./commentwords.js";

const LATE_THREADS_MS = 5000;
const DONE = { comment: "comment_done_comment", reply: "comment_done_reply", resolve: "comment_done_resolve", reopen: "comment_done_reopen" };
const AGAIN_MS = [5000, 10000, 20000, 30000];

// A comment that opens a thread stands at its address, a reply at its thread there.
export const placeOf = ({ address, to }) => (to ? `${address}#${to}` : address);

const newMark = () => newRowId().replace("r-", "c-");

const withoutTwins = (...texts) => [...new Set(texts.filter(Boolean))].join("\n\n");

export class CommentDesk {
  #drafts = new Map(); // place -> text
  #sending = new Map(); // id -> {do, id, address, to, text, sentence}
  #panels = new Map(); // address -> the panel that is drawn there
  #timer = 0;
  #tries = 0;

  constructor({ app, model }, prefix) {
    Object.assign(this, { app, model, prefix });
    this.model.on("msg:custom", this.#hear);
    this.model.on("host:open", this.#back);
    window.addEventListener("online", this.#back);
    window.addEventListener("beforeunload", this.#warn);
  }

  #hear = (message) => {
    if (message.op === "threads") this.#panelAt(message.address)?.show(message.threads);
    else if (message.op === "commented") this.#settle(message);
  };

  #back = () => {
    this.#resend();
    this.refresh();
  };

  // Where the browser keeps nothing, somebody who leaves is asked first.
  #warn = (event) => {
    if (!this.app.keep.holds && this.#drafts.size + this.#sending.size) event.preventDefault();
  };

  stop() {
    clearTimeout(this.#timer);
    this.model.off("msg:custom", this.#hear);
    this.model.off("host:open", this.#back);
    window.removeEventListener("online", this.#back);
    window.removeEventListener("beforeunload", this.#warn);
  }

  // ---- words that wait

  // Words of an earlier page: what was sent is sent again, what was typed goes back into its box.
  take(kept) {
    if (!kept.length) return;
    for (const { sent, box, text, place } of kept) {
      if (sent) this.#await(sent);
      else this.write(box, withoutTwins(this.draft(box), text));
      this.app.keep.discard(place);
    }
    if (this.#sending.size) this.#resend();
    this.app.session.changed();
  }

  draft(place) {
    return this.#drafts.get(place) ?? "";
  }

  // Each page keeps its own, so that two of them do not write over each other.
  write(place, text) {
    const { keep } = this.app;
    if (text.trim()) {
      this.#drafts.set(place, text);
      keep.put(this.#keyOf(place), { box: place, text });
    } else if (this.#drafts.delete(place)) keep.forget(this.#keyOf(place));
  }

  #keyOf(place) {
    return `${this.prefix}${this.app.saver.client}:${place}`;
  }

  // Whether words wait to be sent at an address that `fits` takes.
  isUnsent(fits) {
    return [...this.#drafts.keys()].some((place) => fits(place.split("#")[0]));
  }

  get busy() {
    return this.#sending.size > 0;
  }

  // All that is nowhere but here: [{address, comment}].
  get unsent() {
    const typed = [...this.#drafts].map(([place, text]) => ({ address: place.split("#")[0], comment: text }));
    const sent = [...this.#sending.values()].filter(({ text }) => text);
    return [...typed, ...sent.map(({ address, text }) => ({ address, comment: text }))];
  }

  // On a computer that others use: what was not sent is not sent any more.
  letGo() {
    clearTimeout(this.#timer);
    this.#drafts.clear();
    this.#sending.clear();
    this.#drawAll();
  }

  // Words for rows that were taken out meanwhile go on to the register.
  gather(register) {
    for (const [place, text] of [...this.#drafts]) {
      const [address] = place.split("#");
      if (address === register || !isUnder(address, register) || rowAt(this.app.session.answers, address)) continue;
      this.write(register, withoutTwins(this.draft(register), text));
      this.write(place, "");
    }
  }

  // ---- what is sent

  // `said` is {do, address, to, text}.
  send(said) {
    const sent = { ...said, id: newMark() };
    this.#await(sent);
    this.#transmit(sent);
  }

  #await(sent) {
    this.#sending.set(sent.id, sent);
    if (sent.text) this.app.keep.put(`${this.prefix}${sent.id}`, { sent });
  }

  sendingAt(address) {
    return [...this.#sending.values()].filter((sent) => sent.address === address);
  }

  #transmit({ sentence, ...sent }) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#late(), AGAIN_MS[Math.min(this.#tries, AGAIN_MS.length - 1)]);
    try {
      this.model.send({ op: "comment", ...sent });
    } catch {
      // the timer sends it again
    }
  }

  #resend() {
    for (const sent of this.#sending.values()) this.#transmit(sent);
  }

  #late() {
    this.#tries += 1;
    for (const sent of this.#sending.values()) sent.sentence ??= this.app.say("comment_late");
    this.#drawAll();
    this.#resend();
  }

  #settle({ id, problem }) {
    const sent = this.#sending.get(id);
    if (!sent) return;
    if (problem?.again) {
      sent.sentence = problem.sentence;
      return this.#panelAt(sent.address)?.draw();
    }
    this.#sending.delete(id);
    this.#tries = 0;
    if (!this.#sending.size) clearTimeout(this.#timer);
    if (problem && sent.text) this.write(placeOf(sent), withoutTwins(sent.text, this.draft(placeOf(sent))));
    this.app.keep.forget(`${this.prefix}${id}`);
    this.app.announce(problem ? problem.sentence : this.app.say(DONE[sent.do]));
    this.#drawAll();
    if (problem) this.app.session.changed();
    if (problem) this.#panelAt(sent.address)?.complain(sent, problem.sentence);
  }

  // ---- what stands there

  // Keeps `panel` true from now on.
  open(panel) {
    this.#panels.set(panel.address, panel);
  }

  ask(panel) {
    setTimeout(() => panel.cannot(), LATE_THREADS_MS);
    try {
      this.model.send({ op: "threads", address: panel.address });
    } catch {
      panel.cannot();
    }
  }

  refresh() {
    for (const address of [...this.#panels.keys()]) {
      const panel = this.#panelAt(address);
      if (panel) this.ask(panel);
    }
  }

  #panelAt(address) {
    const panel = this.#panels.get(address);
    if (panel && !panel.element.isConnected) this.#panels.delete(address);
    return this.#panels.get(address);
  }

  #drawAll() {
    for (const address of [...this.#panels.keys()]) this.#panelAt(address)?.draw();
  }

  // What others said: shown where it stands, and spoken when its question is on the page.
  hearNews(news) {
    this.refresh();
    const { app } = this;
    const here = news.filter(({ address }) => questionAt(app.bank, address) && isShown(address));
    const [first] = here;
    if (here.length === 1) app.announce(app.say("comment_news", { by: first.name || first.by, ask: aboutOf(app, first.address) }));
    else if (here.length) app.announce(app.say("comment_news_many", { count: here.length }));
  }
}

const isShown = (address) => [...document.querySelectorAll(".answerable [data-address]")].some((one) => one.dataset.address === address);
