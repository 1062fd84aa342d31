// A form with comments on a stage, and what waits in the browser for them.
import { vi } from "vitest";
import { openKeep } from "../../widgets/answerable_widgets/form/keep.js";
import { fullRoute, say, showForm } from "./stage.js";

export const PROJECT = "task?task=project";
export const DATA = "task?task=data";
export const PROBLEM = "problem_statement";
export const KEY = btoa("0123456789abcdef0123456789abcdef");
export const SETTLED = { at: "2026-11-22T15:00:00.000Z", by: "ben", name: "Ben", role: "Peer reviewer" };
let people = 0;

export const somebody = () => ({ id: `ana-${++people}`, name: "Ana", role: "author" });

export const remark = (id, text, more = {}) => ({ id, at: "2026-11-22T14:05:00.000Z", text, by: "ben", name: "Ben", role: "Peer reviewer", ...more });
export const thread = (id, text, more = {}) => ({ ...remark(id, text), address: PROBLEM, about: "", replies: [], settled: null, ...more });

export const wait = (ms) => vi.advanceTimersByTimeAsync(ms);
export const sentBy = (model, op = "comment") => model.sent.filter((one) => one.op === op);
export const settleStorage = () => new Promise((done) => setImmediate(() => setImmediate(done)));

export async function show(state, at = PROJECT) {
  const who = state?.person ?? somebody();
  const page = await showForm({ person: who, head: 9, ...state, answers: { ...fullRoute(), ...state?.answers } }, { at });
  const fold = (address = PROBLEM) => [...page.all(`[data-address="${address}"] details.ans-comments`)].at(-1);
  const open = (address) => {
    fold(address).open = true;
    fold(address).dispatchEvent(new Event("toggle"));
    return fold(address);
  };
  const tell = (threads, address = PROBLEM) => page.model.tell({ op: "threads", address, threads });
  const button = (element, key) => [...element.querySelectorAll("button")].find((one) => one.textContent.startsWith(say(key)));
  const box = (element) => [...element.querySelectorAll(".ans-comment-box")].at(-1).querySelector("textarea");
  const settle = (problem = null) => page.model.tell({ op: "commented", id: sentBy(page.model).at(-1).id, problem });
  return { ...page, who, fold, open, tell, button, box, settle };
}

export const summaryOf = (fold) => fold.querySelector("summary").textContent;

// What waits in the browser of somebody, as another page of theirs would find it.
export async function kept(who) {
  await settleStorage();
  const keep = await openKeep(who.id, "a1", KEY);
  await keep.settled();
  return keep.found();
}

export async function eventually(check) {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await check()) return;
    await wait(0);
    await settleStorage();
  }
  throw new Error(`never: ${check}`);
}
