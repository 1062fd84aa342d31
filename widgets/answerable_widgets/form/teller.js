// Tells others where this page is: in which task, and at which question somebody writes. It comes and goes with the page,
// and is no part of the record.
import { parts } from "./addresses.js";

const BEAT_MS = 10000; // the service forgets who has said nothing for 25 seconds
const WRITING_MS = 8000;
const WRITTEN_IN = "textarea, input[type=text]";

const questionUnder = (element) => element?.closest?.(".ans-question[data-address]")?.dataset.address;

export class Teller {
  #place = { task: "", at: "" };
  #told = "";
  #waiting = false; // for the reply to the last word: there is never more than one on its way
  #timers = {};
  #watched = [];

  constructor(app, model, root) {
    Object.assign(this, { app, model, root });
    const anyway = () => this.#tell(true);
    this.again = () => {
      this.#waiting = false;
      this.#tell(true);
    };
    this.#watched = [
      [root, "focusin", ({ target }) => this.#follow(target)],
      [root, "input", ({ target }) => this.#follow(target, true)],
      [document, "visibilitychange", anyway],
      [window, "pageshow", anyway],
      [window, "pagehide", () => this.#bye()],
    ];
    for (const [target, name, listener] of this.#watched) target.addEventListener(name, listener);
    model.on("host:open", this.again);
    this.#timers.beat = setInterval(anyway, BEAT_MS);
  }

  get task() {
    return this.#place.task;
  }

  goes({ task, at }) {
    this.#place = { task: task ?? this.#taskOf(at), at: "" };
    this.#tell();
  }

  // Comes with the first use of a page: by then somebody may be in the middle of a sentence.
  begins(route) {
    this.#place = { task: route.task ?? this.#taskOf(route.at), at: "" };
    const { activeElement } = document;
    const address = questionUnder(activeElement);
    if (address && this.root.contains(activeElement)) this.#follow(activeElement, this.app.session.edits.get(address)?.phase === "draft");
    else this.#tell();
  }

  heard() {
    this.#waiting = false;
    this.#tell();
  }

  #taskOf(address) {
    return (address && this.app.bank.tasks.find((one) => one.concepts.includes(parts(address).concept))?.id) || "";
  }

  // The question that the focus is in says which task it is, and typing in it that somebody writes there.
  #follow(target, writes) {
    const address = questionUnder(target);
    if (!address) return;
    this.#place.task = this.#taskOf(address);
    if (writes && target.matches(WRITTEN_IN) && !target.closest(".ans-help")) {
      this.#place.at = address;
      clearTimeout(this.#timers.idle);
      this.#timers.idle = setTimeout(() => this.#rest(), WRITING_MS);
    }
    this.#tell();
  }

  #rest() {
    this.#place.at = "";
    this.#tell();
  }

  // What is new, or all of it `anyway`; a page that nobody looks at says nothing, and is soon forgotten.
  #tell(anyway) {
    const now = JSON.stringify(this.#place);
    if (document.visibilityState === "hidden" || this.#waiting || (!anyway && now === this.#told)) return;
    this.#told = now;
    this.#waiting = true;
    this.#send(this.#place);
  }

  #bye() {
    this.#told = "";
    this.#send({ here: false });
  }

  #send(place) {
    try {
      this.model.send({ op: "here", page: this.app.saver.client, ...place });
    } catch {
      this.#waiting = false; // no connection yet: it is said again
    }
  }

  stop() {
    clearInterval(this.#timers.beat);
    clearTimeout(this.#timers.idle);
    this.model.off("host:open", this.again);
    for (const [target, name, listener] of this.#watched) target.removeEventListener(name, listener);
    this.#bye();
  }
}
