// One page, one kernel, one websocket: kept alive, opened again, and moved to a new kernel when the
// old one is gone. States: open, lost, reviving, full, denied, failing.

import { Outbox } from "./outbox.js";
import { WIRE_FORMAT, pack, unpack } from "./wire.js";

const TICK = 2000;
const ANSWER_WAIT = 4000;   // no sign of life for this long, and something is waiting: ask
const OPEN_WAIT = 8000;     // a black hole never answers
const SLEEP = 15_000;       // the clock jumped: the computer slept
const STEADY = 5000;        // open for this long: the next loss starts counting anew
const FIRST_TRY = 250;
const LONGEST_TRY = 15_000;
const LONGEST_REVIVAL = 60_000;
const FAILING_AFTER = 3;

export const later = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const backOff = (tries, longest) => Math.min(longest, FIRST_TRY * 2 ** tries) * (0.75 + Math.random() / 2);

export class Link {
  #socket = null;
  #session = crypto.randomUUID();
  #outbox = new Outbox();
  #tries = 0;
  #turn = 0;                // each new attempt to connect ends the ones before
  #openedAt = 0;
  #lastHeard = 0;
  #askedAt = 0;
  #lastTick = Date.now();
  #opened = false;

  // revive() fetches this page again and returns its kernel id, or throws Unwell.
  constructor({ base, onMessage, onState, onReopened, revive }) {
    Object.assign(this, { base, onMessage, onState, onReopened, revive, kernel: null, state: "" });
    setInterval(() => this.#tick(), TICK);
    window.addEventListener("online", () => this.#wake());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.#wake());
    document.addEventListener("visibilitychange", () => this.#wake());
  }

  attach(kernel) {
    this.kernel = kernel;
    this.#session = crypto.randomUUID();
    this.#tries = 0;
    this.#open();
  }

  send(model, data) {
    this.#transmit(this.#outbox.add(model, data));
  }

  get unsent() { return this.#outbox.size; }

  // The model has its widget in the kernel now: what was said to it before is sent.
  catchUp(model) {
    for (const message of this.#outbox.all()) if (message.model === model) this.#transmit(message);
  }

  // The page came without its widgets: fetch it again, unless that is being done.
  again() {
    if (this.kernel || !this.state) this.#revive();
  }

  // ---- the socket

  #say(state) {
    this.state = state;
    this.onState(state);
  }

  #drop() {
    this.#turn += 1;
    const socket = this.#socket;
    this.#socket = null;
    this.#askedAt = 0;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #open() {
    this.#drop();
    const url = new URL(`${this.base}api/kernels/${this.kernel}/channels`, location.href);
    url.searchParams.set("session_id", this.#session);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url, [WIRE_FORMAT]);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    const tooSlow = setTimeout(() => this.#lost(), OPEN_WAIT);
    socket.onopen = () => { clearTimeout(tooSlow); this.#isOpen(); };
    socket.onmessage = ({ data }) => this.#receive(unpack(data));
    socket.onclose = () => { clearTimeout(tooSlow); this.#lost(); };
  }

  #isOpen() {
    this.#openedAt = this.#lastHeard = Date.now();
    this.#say("open");
    for (const message of this.#outbox.all()) this.#transmit(message);
    if (this.#opened) this.onReopened();
    this.#opened = true;
  }

  #receive({ header, parent, content, buffers }) {
    this.#lastHeard = Date.now();
    this.#askedAt = 0;
    if (header.msg_type === "comm_msg") this.onMessage(content.comm_id, content.data, buffers);
    if (header.msg_type !== "status") return;
    if (content.execution_state === "idle") this.#outbox.heard(parent.msg_id);
    if (["dead", "restarting"].includes(content.execution_state)) this.#revive();
  }

  #transmit(message) {
    if (!message.model.id || this.#socket?.readyState !== WebSocket.OPEN) return;
    const content = { comm_id: message.model.id, data: message.data };
    this.#socket.send(pack("shell", this.#header("comm_msg", message.id), content));
    this.#outbox.sent(message, Date.now());
  }

  #header(kind, id = crypto.randomUUID()) {
    return {
      msg_id: id, msg_type: kind, session: this.#session, username: "", version: "5.3",
      date: new Date().toISOString(),
    };
  }

  // ---- when it breaks

  async #lost() {
    if (Date.now() - this.#openedAt > STEADY) this.#tries = 0;
    this.#openedAt = Infinity;
    this.#drop();
    const turn = this.#turn;
    if (this.state !== "denied") this.#say("lost");
    await later(backOff(this.#tries, LONGEST_TRY));
    this.#tries += 1;
    if (turn !== this.#turn) return;
    const found = await this.#kernelState();
    if (turn !== this.#turn) return;
    if (found === "here") this.#open();
    else if (found === "gone") this.#revive();
    else {
      if (found === "denied") this.#say("denied");
      this.#lost();
    }
  }

  // A websocket hides why it could not be opened, so ask by plain HTTP.
  async #kernelState() {
    const url = new URL(`${this.base}api/kernels/${this.kernel}`, location.href);
    const options = { signal: AbortSignal.timeout(OPEN_WAIT), redirect: "manual", cache: "no-store" };
    const answer = await fetch(url, options).catch(() => null);
    if (answer?.ok) return "here";
    if (answer?.status === 404) return "gone";
    return isDenied(answer) ? "denied" : "silent";
  }

  // The kernel and its widgets are gone, the record is not: start again behind the page.
  async #revive() {
    this.#drop();
    const turn = this.#turn;
    this.kernel = null;
    this.#opened = true;  // what the page shows may be old, even if it never had a connection
    this.#say("reviving");
    for (let tries = 0; turn === this.#turn; tries += 1) {
      try {
        this.attach(await this.revive());
        return;
      } catch (trouble) {
        const state = trouble instanceof Unwell ? trouble.state : "lost";
        this.#say(state === "failing" && tries < FAILING_AFTER ? "reviving" : state);
        const longest = state === "lost" ? LONGEST_TRY : LONGEST_REVIVAL;
        await later(backOff(tries + (state === "failing" ? 2 : 0), longest));
      }
    }
  }

  // ---- when nobody says that it broke

  #tick() {
    const now = Date.now();
    const slept = now - this.#lastTick > SLEEP;
    this.#lastTick = now;
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (this.#askedAt && now - this.#askedAt > ANSWER_WAIT) {
      this.#lost();
      return;
    }
    const waiting = this.#outbox.waitingSince();
    const silent = now - this.#lastHeard > ANSWER_WAIT;
    if (slept || (waiting && silent && now - waiting > ANSWER_WAIT)) this.#ask();
    for (const message of this.#outbox.overdue(now)) this.#transmit(message);
  }

  // The control channel answers even while the kernel is busy.
  #ask() {
    if (this.#askedAt) return;
    this.#askedAt = Date.now();
    this.#socket.send(pack("control", this.#header("kernel_info_request"), {}));
  }

  #wake() {
    if (document.visibilityState !== "visible" || !this.kernel) return;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ask();
    else if (!this.#socket) {
      this.#tries = 0;
      this.#lost();
    }
  }
}

// Why a page could not be fetched again: full, denied, failing or lost.
export class Unwell extends Error {
  constructor(state) {
    super(state);
    this.state = state;
  }
}

export function isDenied(answer) {
  return answer?.type === "opaqueredirect" || [401, 403].includes(answer?.status);
}
