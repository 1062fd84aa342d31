// What a workshop knows beside the record: since when it runs, which talk it is, what was seen and what is parked. It is
// kept in this browser, so that a reload loses nothing, and holds no word that anybody said.
import { Timer } from "./timer.js";
import { allOpenActions } from "./boxes.js";
import { questionAt } from "./addresses.js";
import { isAnswered } from "./journey.js";

const MINUTES = 10;
export const TALKS = "consultations"; // the register of who was asked, and what changed

export class RoomState {
  #place;

  constructor(place, { head, concepts }) {
    this.#place = place;
    const held = read(place) ?? {};
    const known = (list) => (Array.isArray(list) ? list.filter((id) => Object.hasOwn(concepts, id)) : []);
    this.head = Number.isSafeInteger(held.head) ? held.head : head;
    this.talk = typeof held.talk === "string" ? held.talk : null;
    this.seen = new Set(known(held.seen));
    this.parked = new Set(known(held.parked));
    this.timer = new Timer(isTimer(held.timer) ? held.timer : Timer.of(MINUTES));
  }

  see(id) {
    this.seen.add(id);
    this.keep();
  }

  park(id, parked) {
    if (parked) this.parked.add(id);
    else this.parked.delete(id);
    this.keep();
  }

  resetTimer() {
    this.timer = new Timer(Timer.of(MINUTES));
    this.keep();
  }

  keep() {
    const { head, talk, seen, parked, timer } = this;
    try {
      localStorage.setItem(this.#place, JSON.stringify({ head, talk, seen: [...seen], parked: [...parked], timer: timer.keep }));
    } catch {
      // a browser may forbid it: then it holds until the page is closed
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.#place);
    } catch {
      // nothing was kept either
    }
  }
}

function read(place) {
  try {
    const held = JSON.parse(localStorage.getItem(place));
    return typeof held === "object" ? held : null;
  } catch {
    return null;
  }
}

const isTimer = (held) => Number.isFinite(held?.rest) && (held.ends === null || Number.isFinite(held.ends));

// The workshop of this form: one, until somebody ends it.
export function roomOf(app) {
  app.room ??= new RoomState(`${app.prefers.place}|room|${app.assessment}`, { head: app.session.head, concepts: app.bank.concepts });
  return app.room;
}

export function endRoom(app) {
  app.room.forget();
  app.room = null;
}

// The row of the talk that this workshop is; null until somebody writes it down, or when it was taken out.
export function talkOf(app) {
  const { talk } = roomOf(app);
  return (app.session.answers[TALKS] ?? []).find((row) => row.id === talk) ?? null;
}

// {answered, parked, passed}: addresses answered since the workshop began, and questions without an answer.
export function outcome(app) {
  const { session } = app;
  const room = roomOf(app);
  const since = Object.keys(session.based).filter((address) => session.based[address] > room.head).sort((a, b) => session.based[a] - session.based[b]);
  const given = [...session.edits].filter(([, edit]) => edit.phase === "answer").map(([address]) => address);
  const isTalk = (address) => room.talk && address.startsWith(`${TALKS}/${room.talk}`);
  const answered = [...new Set([...since, ...given])].filter((address) => questionAt(app.bank, address) && !isTalk(address) && isAnswered(session.value(address)));
  const passed = [...room.seen].filter((id) => !room.parked.has(id) && session.path.visible.has(id) && !isAnswered(session.value(id)));
  return { answered, parked: [...room.parked], passed, actions: allOpenActions(app) };
}
