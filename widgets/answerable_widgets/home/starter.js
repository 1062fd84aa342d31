// The form that starts a new assessment: asks once, is made once, says what went wrong.
import { h, idOf, setText, setDescribedBy, focusOn } from "../form/dom.js";

const TITLE_LIMIT = 200;
const LATE_MS = 5000;
const AGAIN_MS = 10000;

export class Starter {
  #client = crypto.randomUUID?.() ?? String(crypto.getRandomValues(new Uint32Array(4)));
  #seq = 0;
  #waiting = null;
  #timers = [];

  constructor({ say, prefix, model }) {
    Object.assign(this, { say, prefix, model });
    const titleId = idOf(prefix, "title");
    this.input = h("input", { id: titleId, type: "text", autocomplete: "off", class: "ans-input ans-line" });
    this.error = h("p", { id: `${titleId}-error`, class: "ans-error", hidden: true });
    this.hint = h("p", { id: `${titleId}-hint`, class: "ans-hint" }, say("home_title_hint"));
    this.status = h("p", { role: "status", class: "ans-small" });
    this.reasons = h("ul", { class: "ans-plain-list" });
    this.summary = this.#drawSummary();
    this.element = this.#drawForm();
    this.#complain("");
  }

  #drawSummary() {
    const titleId = idOf(this.prefix, "summary");
    return h("div", { class: "ans-summary", role: "group", tabindex: "-1", "aria-labelledby": titleId, hidden: true },
      h("h2", { class: "ans-h2", id: titleId }, this.say("home_error_title")), this.reasons);
  }

  #drawForm() {
    const { say, input } = this;
    const headingId = idOf(this.prefix, "new");
    return h("section", { "aria-labelledby": headingId },
      h("h2", { class: "ans-h2", id: headingId }, say("home_new_title")),
      h("form", { novalidate: true, onsubmit: (event) => this.#create(event) },
        h("label", { for: input.id, class: "ans-label" }, say("home_title_label")),
        this.hint, this.error, input,
        h("p", { class: "ans-buttons" }, h("button", { type: "submit", class: "ans-button" }, say("home_create")))),
      this.status);
  }

  #complain(sentence) {
    const { input, error, summary } = this;
    error.hidden = summary.hidden = !sentence;
    setText(error, sentence);
    setDescribedBy(input, [this.hint.id, sentence && error.id]);
    if (sentence) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    const go = (event) => {
      event.preventDefault();
      focusOn(input);
    };
    this.reasons.replaceChildren(...(sentence ? [h("li", {}, h("a", { href: `#${input.id}`, onclick: go }, sentence))] : []));
    if (sentence) focusOn(summary);
  }

  #create(event) {
    event.preventDefault();
    if (this.#waiting) return;
    const title = this.input.value.trim();
    if (!title) return this.#complain(this.say("home_title_needed"));
    if (title.length > TITLE_LIMIT) return this.#complain(this.say("home_title_long", { length: title.length, limit: TITLE_LIMIT }));
    this.#complain("");
    this.#waiting = { op: "create", client: this.#client, seq: ++this.#seq, title };
    this.#tell("home_creating");
    this.#timers = [setTimeout(() => this.#tell("home_late"), LATE_MS), setInterval(() => this.#transmit(), AGAIN_MS)];
    this.#transmit();
  }

  #tell(key) {
    setText(this.status, this.say(key));
  }

  #transmit() {
    try {
      this.model.send(this.#waiting);
    } catch {
      this.#tell("home_late");
    }
  }

  listen(message) {
    if (message.client !== this.#client || message.seq !== this.#waiting?.seq) return;
    const { title } = this.#waiting;
    this.stop();
    this.#waiting = null;
    setText(this.status, "");
    if (message.op === "refused") this.#complain(message.problem.sentence);
    else if (message.op === "created") this.#created(message.id, title);
  }

  #created(id, title) {
    const { say } = this;
    const url = this.model.get("assess_url");
    const address = url + encodeURIComponent(id);
    this.input.value = "";
    const made = url ? [h("a", { href: address }, say("home_created_open", { title }))] : [say("home_created", { title }), " ", say("home_id", { id })];
    this.status.replaceChildren(...made);
    if (url) location.assign(address);
  }

  stop() {
    this.#timers.forEach((timer) => clearInterval(timer));
  }
}
