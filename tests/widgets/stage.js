// A form on a stage: a model that behaves like the one in a notebook, and ways to act like a person.
import axe from "axe-core";
import { expect, vi } from "vitest";
import form from "../../widgets/answerable_widgets/form/form.js";
import "../../widgets/answerable_widgets/form/late.js";
import { sampleBank, words } from "./content.js";

// Two datasets, one of them about people.
export const rows = () => [
  { id: "r-aaaa", values: { title: "Stops", personal: { choice: "yes", why: "" }, special: ["health"] } },
  { id: "r-bbbb", values: { title: "Maps", personal: { choice: "no", why: "" } } },
];

export async function expectNoViolations(el) {
  const found = await axe.run(el, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map((one) => [one.id, one.nodes[0].html])).toEqual([]);
}

const KEY = btoa("0123456789abcdef0123456789abcdef");
const shown = [];

export const SCREENING = sampleBank().screening.questions;

export const allNo = () => Object.fromEntries(SCREENING.map((id) => [id, { choice: "no", why: "" }]));

export const fullRoute = () => ({ ...allNo(), screen_sensitive: { choice: "yes", why: "" } });

export function fakeModel(state) {
  const listeners = new Map();
  const of = (name) => listeners.get(name) ?? [];
  const model = {
    sent: [],
    get: (name) => state[name],
    on: (name, listener) => listeners.set(name, [...of(name), listener]),
    off: (name, listener) => listeners.set(name, of(name).filter((one) => one !== listener)),
    emit: (name, ...args) => of(name).forEach((listener) => listener(...args)),
    tell: (message) => model.emit("msg:custom", message),
    send: (message) => model.sent.push(structuredClone(message)),
    listening: () => [...listeners.values()].flat().length,
  };
  return model;
}

export function startState(state) {
  return {
    assessment: "a1", title: "Bike finder", person: { id: `p${Math.random()}`, name: "Sam", role: "author" }, example: false,
    marking: "OFFICIAL", answers: {}, based: {}, drafts: [], head: 0, bank_url: "", bank_hash: "x", keep_key: KEY, links: {}, ...state,
  };
}

export const tick = () => vi.isFakeTimers() ? vi.advanceTimersByTimeAsync(0) : new Promise((done) => setTimeout(done, 0));

// A drawn form; `at` is the hash to start from and makes it a hosted one.
export async function showForm(state, { at, bank = sampleBank() } = {}) {
  if (at) {
    document.documentElement.dataset.host = "answerable";
    history.replaceState(null, "", `/#${at}`);
  }
  const model = fakeModel(startState(state));
  const el = document.createElement("main");
  document.body.append(el);
  const stop = form.render({ model, el });
  shown.push(stop);
  model.tell({ op: "bank", bank });
  await tick();
  const ui = stage(el);
  return { model, el, stop, bank, ...ui };
}

export function takeAway() {
  for (const stop of shown.splice(0)) stop();
}

function visibleText(el) {
  const copy = el.cloneNode(true);
  copy.querySelectorAll("[hidden]").forEach((one) => one.remove());
  return copy.textContent;
}

export function stage(el) {
  const all = (selector) => [...el.querySelectorAll(selector)];
  const named = (selector, text) => all(selector).find((one) => one.textContent.includes(text));
  return {
    all,
    one: (selector) => el.querySelector(selector),
    text: () => visibleText(el),
    button: (text) => named("button", text),
    link: (text) => named("a", text),
    press: (text) => named("button", text).click(),
    follow: (text) => named("a", text).click(),
    question: (address) => el.querySelector(`.ans-question[data-address="${address}"]`),
    field: (address) => el.querySelector(`.ans-question[data-address="${address}"] :is(input, textarea)`),
    option: (address, value) => el.querySelector(`.ans-question[data-address="${address}"] input[value="${value}"]`),
  };
}

export function type(input, text) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

export const say = (key, facts = {}) => words()[key].replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);

// What the record would answer to the last patch: each answer is the next event.
export function ack(model, more = {}) {
  const patch = model.sent.filter((one) => one.op === "patch").at(-1);
  model.events = (model.events ?? 0) + 1;
  const results = patch.changes.map((change) => ({
    address: change.address, do: change.do, seq: change.do === "answer" ? model.events : null, problem: null, conflict: null, ...more,
  }));
  model.tell({ op: "ack", client: patch.client, seq: patch.seq, at: "14:05", head: model.events, results });
  return patch;
}

export const patches = (model) => model.sent.filter((one) => one.op === "patch");
export const changes = (model) => patches(model).flatMap((one) => one.changes);
