// Shows our widgets in a page without JupyterLab's front end.
//
// A widget is drawn as soon as its start state has streamed in, before any socket is open. What a
// widget's module may count on, beyond anywidget's contract (`render({ model, el })`):
//   - `document.documentElement.dataset.host` is "answerable" (nothing in JupyterLab);
//   - `document.documentElement.dataset.link` is the state of the connection (link.js);
//   - the model's event "host:open": the connection is back, perhaps with a new kernel. What was
//     sent and not heard has been sent again; ask Python what changed meanwhile: send {op: "hello"};
//   - the app may have printed the state before there is a kernel (`#early`). Then the model has no
//     id, what is sent waits, and with the event "host:fresh" comes the state as the kernel has it;
//   - the window's event "answerable-flush" before the page goes away: send now what is unsent,
//     and set `event.detail.dirty` if something is, or with `event.detail.early` if it is not saved.
// Messages arrive at least once. So whatever Python does with one, doing it twice must be harmless.

import { Link, Unwell, isDenied } from "./link.js";
import { Model } from "./model.js";

const LOST_GRACE = 1500;    // shorter losses pass unmentioned
const EARLY_GRACE = 400;    // and so does a kernel that is nearly there
const EARLY = "";           // the id of a model that waits for its kernel
const BACK_SHOWN = 4000;
const PAGE_WAIT = 120_000;

const tag = document.getElementById("host");
const root = document.documentElement;
const words = JSON.parse(document.getElementById("host-words").textContent);
const models = new Map();
const mounted = new Map();  // element -> what takes its widget away
let started = false;
let early = null;           // {place, state} of what was printed before the kernel was ready
let wentOn = false;         // its widget in a kernel was found
let saying = 0;

root.dataset.host = "answerable";

const byId = (id) => document.getElementById(id);

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// ---- what the page says about its connection

function say(sentence) {
  const status = byId("host-status");
  if (status && status.textContent !== sentence) status.textContent = sentence;
}

const isWell = () => ["", "open", undefined].includes(root.dataset.link);

function show(state) {
  const before = root.dataset.link;
  root.dataset.link = state;
  clearTimeout(saying);
  if (state === "open" && models.has(EARLY)) sayEarly();
  else if (state === "open") {
    const back = byId("host-status")?.textContent && before;
    say(mounted.size && back ? words.states.back : mounted.size ? "" : words.states.open);
    saying = setTimeout(say, BACK_SHOWN, "");
  } else {
    saying = setTimeout(say, state === "lost" ? LOST_GRACE : 0, words.states[state]);
  }
}

function sayEarly() {
  saying = setTimeout(say, EARLY_GRACE, words.states.early);
}

function trouble() {
  return element("div", { className: "page-trouble", role: "alert" },
    element("h1", { textContent: words.trouble_title }),
    element("p", { textContent: words.trouble_text }));
}

// ---- the connection

function name(model, id) {
  if (model.id === EARLY) wentOn = true;
  model.id = id;
  models.set(id, model);
  delete root.dataset.early;
}

// The same address again, so the same record, read from the store by a new kernel.
async function revive() {
  const options = { headers: { Accept: "text/html" }, redirect: "manual", cache: "no-store" };
  const answer = await fetch(location.href, { ...options, signal: AbortSignal.timeout(PAGE_WAIT) });
  if (isDenied(answer)) throw new Unwell("denied");
  if (answer.status === 503) throw new Unwell("full");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const kernel = page.getElementById("kernel")?.dataset.kernelId;
  const ids = [...page.querySelectorAll("[data-model-id]")].map((place) => place.dataset.modelId);
  if (!kernel || ids.length !== models.size) throw new Unwell("failing");
  const kept = [...models.values()];
  models.clear();
  kept.forEach((model, at) => name(model, ids[at]));
  return kernel;
}

const link = new Link({
  base: tag.dataset.baseUrl,
  onMessage: (id, data, buffers) => models.get(id)?.receive(data, buffers),
  onState: show,
  onReopened: () => models.forEach((model) => model.emit("host:open")),
  revive,
});

// ---- the widgets

function stateOf(place) {
  const state = JSON.parse(place.querySelector("script").textContent);
  return "goesOn" in place.dataset ? { ...early.state, ...state } : state;
}

async function mount(place) {
  const { modelId = EARLY, module } = place.dataset;
  const state = stateOf(place);
  const model = new Model(modelId, state, link);
  models.set(modelId, model);
  const loaded = await import(new URL(module, location.href));
  const widget = typeof loaded.default === "function" ? await loaded.default() : loaded.default;
  const goneFirst = await widget.initialize?.({ model });
  const el = element("div", {});
  place.replaceChildren(el);
  byId("host-slow")?.remove();
  if (isWell()) say("");
  if (models.has(EARLY) && isWell()) sayEarly();
  const gone = await widget.render({ model, el });
  mounted.set(place, () => { gone?.(); goneFirst?.(); });
}

function failed(place, error) {
  console.error(error);
  byId("host-slow")?.remove();
  say("");
  place.replaceChildren(trouble());
}

// ---- a widget before its kernel is ready

function drawEarly(place) {
  early = { place, state: stateOf(place) };
  root.dataset.early = "";
  mounted.set(place, null);
  mount(place).catch((error) => {
    if (models.has(EARLY)) dropEarly();
    else failed(place, error);
  });
}

// What was typed is in the browser's own keep.
function dropEarly() {
  mounted.get(early.place)?.();
  mounted.delete(early.place);
  models.delete(EARLY);
  early.place.remove();
  delete root.dataset.early;
  clearTimeout(saying);
  say("");
}

function goOn(place) {
  const model = models.get(EARLY);
  models.delete(EARLY);
  model.state = stateOf(place);
  name(model, place.dataset.modelId);
  place.remove();
  if (isWell()) {
    clearTimeout(saying);
    say("");
  }
  link.catchUp(model);
  model.emit("host:fresh", model.state);
}

function take(place) {
  mounted.set(place, null);
  if ("goesOn" in place.dataset && models.has(EARLY)) goOn(place);
  else if (wentOn) place.remove();  // the page was fetched again meanwhile
  else {
    if (models.has(EARLY)) dropEarly();
    mount(place).catch((error) => failed(place, error));
  }
}

// The page has ended without its widget: it says why, or its kernel is gone.
function endEarly() {
  if (byId("notice")) return dropEarly();
  byId("trouble")?.remove();
  link.again();
}

// While the page streams in, a part of it is whole only once something follows it.
const isWhole = (part) => part.nextElementSibling || part.parentNode.nextElementSibling;

function look() {
  const kernel = byId("kernel");
  if (!started && kernel && isWhole(kernel)) {
    started = true;
    link.attach(kernel.dataset.kernelId);
  }
  const printed = byId("early");
  if (printed && !early && isWhole(printed)) drawEarly(printed);
  for (const place of document.querySelectorAll("[data-model-id]")) {
    if (!mounted.has(place) && isWhole(place)) take(place);
  }
  if (models.has(EARLY) && document.readyState !== "loading") endEarly();
  if (byId("end")) {
    watching.disconnect();
    if (byId("trouble") || byId("notice")) {
      say("");
      byId("host-slow")?.remove();
    }
  }
}

window.addEventListener("beforeunload", (event) => {
  const isEarly = models.has(EARLY);
  const flush = new CustomEvent("answerable-flush", { detail: { dirty: false, early: isEarly } });
  window.dispatchEvent(flush);
  const unsent = flush.detail.dirty || (link.unsent && !isEarly);
  if (unsent && (isEarly || root.dataset.link !== "open")) event.preventDefault();
});

document.addEventListener("DOMContentLoaded", look);
const watching = new MutationObserver(look);
watching.observe(document, { childList: true, subtree: true });
look();
