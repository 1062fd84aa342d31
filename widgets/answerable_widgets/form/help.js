// Why a question is asked, an answer that helps, one that does not, what would be enough, and whence the duty comes.
import { h, srOnly } from "./dom.js";
import { helpFold } from "./latehelp.js";

// `level` is that of the headings inside.
export function helpFor(app, concept, level) {
  const summary = [app.say("help_summary"), srOnly(app.say("help_about", { ask: concept.ask }))];
  return helpFold(app, summary, (help) => helpNodes(app, level, help.questions[concept.id]));
}

function helpNodes(app, headings, { why, good, weak, enough, source, level, audience }) {
  const { say } = app;
  const title = (words) => h(`h${headings}`, { class: "ans-h4" }, words);
  const part = (words, body) => body && [title(words), h("p", { class: "ans-user-text" }, body)];
  const sources = source.map((id) => sourceOf(app, id)).filter(Boolean);
  return [
    part(say("why_we_ask"), why),
    part(say("good_example"), good),
    part(say("weak_example"), weak),
    part(say("enough"), enough),
    title(say("where_from")),
    h("p", {}, say(`level_${level}`)),
    sources.length ? h("ul", {}, sources.map((source) => h("li", {}, source))) : null,
    h("p", { class: "ans-small" }, say(`audience_${audience}`)),
  ];
}

// Title and section of a source in law, linked, and marked while nobody has confirmed it.
export function sourceOf(app, id) {
  const source = app.bank.law[id] ?? app.help.now?.law[id];
  if (!source) return null;
  const name = [source.title, source.section].filter(Boolean).join(", ");
  const link = source.url?.startsWith("https://")
    ? h("a", { href: source.url, rel: "noreferrer noopener", target: "_blank" }, name, srOnly(app.say("new_tab")))
    : name;
  const mark = source.confidence === "confirmed" ? null : h("span", { class: "ans-tag ans-tag-plain" }, app.say("unconfirmed"));
  return [link, mark && " ", mark].filter(Boolean);
}

// "Source: one; another", or nothing where there is none.
export function sourceLine(app, ids) {
  const sources = (ids ?? []).map((id) => sourceOf(app, id)).filter(Boolean);
  if (!sources.length) return null;
  return h("span", { class: "ans-source" }, app.say("source_label"), " ", sources.flatMap((source, index) => (index ? ["; ", source] : [source])));
}

// One reason as a sentence with its sources after it.
export const reasonItem = (app, reason) => h("li", {}, h("span", {}, reason.because), sourceLine(app, reason.source));
