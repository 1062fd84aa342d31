// The home page: the assessments that are there, and a way to start a new one.
import { h, speaker, newPrefix, srOnly, viewRoot } from "../form/dom.js";
import { Starter } from "./starter.js";

function render({ model, el }) {
  const say = speaker(model.get("words"));
  const hosted = document.documentElement.dataset.host === "answerable";
  const app = { say, prefix: newPrefix("home"), model };
  const list = h("div", {});
  const starter = new Starter(app);
  const listen = (message) => starter.listen(message);
  const root = viewRoot({ lang: document.documentElement.lang || null },
    hosted ? null : h("div", { class: "ans-banner" }, h("span", { class: "ans-person" }, say("signed_in_as", { name: model.get("person")?.name ?? "" }))),
    h("div", { class: "ans-page" },
      starter.summary,
      h("h1", { class: "ans-h1" }, say("home_title")),
      h("p", { class: "ans-intro" }, say("home_intro")),
      list,
      starter.element,
      h("p", { class: "ans-home-store" }, say("home_store", { place: model.get("store_place") }))));
  const redraw = () => list.replaceChildren(...assessmentList(app));
  redraw();
  el.append(root);
  model.on("change:assessments", redraw);
  model.on("msg:custom", listen);
  return () => {
    starter.stop();
    model.off("change:assessments", redraw);
    model.off("msg:custom", listen);
    root.remove();
  };
}

function assessmentList({ say, model }) {
  const all = model.get("assessments") ?? [];
  if (!all.length) return [h("p", { class: "ans-inset" }, say("home_none"))];
  const url = model.get("assess_url");
  const how = url ? null : h("p", { class: "ans-inset" }, say("home_how_to_open"));
  return [h("h2", { class: "ans-h2" }, say("home_list_title")), how, h("ul", { class: "ans-plain-list ans-home-list" }, all.map((one) => assessmentItem(say, url, one)))].filter(Boolean);
}

function assessmentItem(say, url, { id, title, updated, example, state_text: state }) {
  const name = url ? h("a", { href: url + encodeURIComponent(id) }, title) : h("span", { class: "ans-strong" }, title);
  const mark = example ? h("span", { class: "ans-tag ans-tag-plain" }, say("home_example")) : null;
  return h("li", { class: "ans-home-item" },
    h("div", {}, name, " ", mark, url ? null : h("p", { class: "ans-small" }, say("home_id", { id }))),
    state ? h("p", {}, srOnly(`${say("home_column_state")}: `), state) : null,
    h("p", { class: "ans-small" }, `${say("home_column_updated")}: `, h("time", { datetime: updated }, readableTime(updated))));
}

function readableTime(iso) {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return String(iso ?? "");
  const options = { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(document.documentElement.lang || undefined, options).format(date);
}

export default { render };
