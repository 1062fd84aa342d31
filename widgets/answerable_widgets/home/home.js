// The home page: the assessments that are there, and a way to start a new one.
import { h, speaker, newPrefix, idOf, setText, setDescribedBy, focusOn, srOnly } from "../form/dom.js";

const TITLE_LIMIT = 200;
const LATE_MS = 5000;
const AGAIN_MS = 10000;

function render({ model, el }) {
  const say = speaker(model.get("words"));
  const hosted = document.documentElement.dataset.host === "answerable";
  const app = { say, prefix: newPrefix("home"), model };
  const list = h("div", {});
  const starter = newAssessment(app);
  const root = h("div", { class: "answerable", lang: document.documentElement.lang || null },
    hosted ? null : h("div", { class: "ans-banner" }, h("span", { class: "ans-person" }, say("signed_in_as", { name: model.get("person")?.name ?? "" }))),
    h("div", { class: "ans-page" },
      starter.summary,
      h("h1", { class: "ans-h1" }, say("home_title")),
      h("p", { class: "ans-intro" }, say("home_intro")),
      list,
      starter.element,
      h("p", { class: "ans-small ans-home-store" }, say("home_store", { place: model.get("store_place") }))));
  const redraw = () => list.replaceChildren(...assessmentList(app));
  root.addEventListener("keydown", (event) => event.stopPropagation());
  redraw();
  el.append(root);
  model.on("change:assessments", redraw);
  model.on("msg:custom", starter.listen);
  return () => {
    starter.stop();
    model.off("change:assessments", redraw);
    model.off("msg:custom", starter.listen);
    root.remove();
  };
}

function assessmentList({ say, model }) {
  const all = model.get("assessments") ?? [];
  if (!all.length) return [h("p", { class: "ans-inset" }, say("home_none"))];
  const url = model.get("assess_url");
  const how = url ? null : h("p", { class: "ans-inset" }, say("home_how_to_open"));
  return [how, h("ul", { class: "ans-plain-list ans-home-list" }, all.map((one) => assessmentItem(say, url, one)))].filter(Boolean);
}

function assessmentItem(say, url, { id, title, updated, example, state_text: state }) {
  const name = url ? h("a", { href: url + encodeURIComponent(id) }, title) : h("span", { class: "ans-strong" }, title);
  const mark = example ? h("span", { class: "ans-tag ans-tag-plain" }, say("home_example")) : null;
  return h("li", { class: "ans-home-item" },
    h("div", {}, name, " ", mark, url ? null : h("p", { class: "ans-small" }, say("home_id", { id }))),
    h("p", {}, state ? [srOnly(`${say("home_column_state")}: `), state] : null),
    h("p", { class: "ans-small" }, `${say("home_column_updated")}: `, h("time", { datetime: updated }, readableTime(updated))));
}

function readableTime(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return String(iso ?? "");
  const options = { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, options).format(date);
}

function newAssessment({ say, prefix, model }) {
  const client = crypto.randomUUID?.() ?? String(crypto.getRandomValues(new Uint32Array(4)));
  const ids = { title: idOf(prefix, "title"), hint: idOf(prefix, "title", "hint"), error: idOf(prefix, "title", "error") };
  const input = h("input", { id: ids.title, type: "text", autocomplete: "off", class: "ans-input ans-line" });
  const error = h("p", { id: ids.error, class: "ans-error", hidden: true });
  const button = h("button", { type: "submit", class: "ans-button" }, say("home_create"));
  const status = h("p", { role: "status", class: "ans-small" });
  const summaryTitle = idOf(prefix, "summary", "title");
  const reasons = h("ul", { class: "ans-plain-list" });
  const summary = h("div", { class: "ans-summary", role: "group", tabindex: "-1", "aria-labelledby": summaryTitle, hidden: true },
    h("h2", { class: "ans-h2", id: summaryTitle }, say("home_error_title")), reasons);
  const element = h("section", { "aria-labelledby": idOf(prefix, "new") },
    h("h2", { class: "ans-h2", id: idOf(prefix, "new") }, say("home_new_title")),
    h("form", { novalidate: true, onsubmit: create },
      h("label", { for: input.id, class: "ans-label" }, say("home_title_label")),
      h("p", { id: ids.hint, class: "ans-hint" }, say("home_title_hint")),
      error, input, h("p", { class: "ans-buttons" }, button)),
    status);
  let seq = 0;
  let waiting = null;
  const timers = [];
  complain("");

  function complain(sentence) {
    error.hidden = summary.hidden = !sentence;
    setText(error, sentence);
    setDescribedBy(input, [ids.hint, sentence && ids.error]);
    if (sentence) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    const go = (event) => {
      event.preventDefault();
      focusOn(input);
    };
    reasons.replaceChildren(...(sentence ? [h("li", {}, h("a", { href: `#${input.id}`, onclick: go }, sentence))] : []));
    if (sentence) focusOn(summary);
  }

  function create(event) {
    event.preventDefault();
    if (waiting) return;
    const title = input.value.trim();
    if (!title) return complain(say("home_title_needed"));
    if (title.length > TITLE_LIMIT) return complain(say("home_title_long", { length: title.length, limit: TITLE_LIMIT }));
    complain("");
    waiting = { op: "create", client, seq: ++seq, title };
    setText(status, say("home_creating"));
    timers.push(setTimeout(() => setText(status, say("home_late")), LATE_MS), setInterval(transmit, AGAIN_MS));
    transmit();
  }

  function transmit() {
    try {
      model.send(waiting);
    } catch {
      setText(status, say("home_late"));
    }
  }

  function settled() {
    timers.splice(0).forEach((timer) => clearInterval(timer));
    const { title } = waiting;
    waiting = null;
    setText(status, "");
    return title;
  }

  function listen(message) {
    if (message.client !== client || message.seq !== waiting?.seq) return;
    if (message.op === "refused") {
      settled();
      complain(message.problem.sentence);
    } else if (message.op === "created") {
      created(message.id, settled());
    }
  }

  function created(id, title) {
    const url = model.get("assess_url");
    input.value = "";
    status.replaceChildren(...(url ? [h("a", { href: url + encodeURIComponent(id) }, say("home_created_open", { title }))] : [say("home_created", { title }), " ", say("home_id", { id })]));
    if (url) location.assign(url + encodeURIComponent(id));
  }

  return { element, summary, listen, stop: () => timers.forEach((timer) => clearInterval(timer)) };
}

export default { render };
