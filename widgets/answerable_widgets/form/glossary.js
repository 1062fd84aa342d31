// Words that not everybody knows: named under the question they stand in, explained when somebody opens them.
import { h, srOnly } from "./dom.js";
import { sourceLine } from "./help.js";
import { helpFold } from "./latehelp.js";

export function wordsUsed(app, concept) {
  const { say } = app;
  const { terms } = concept;
  if (!terms?.length) return null;
  const summary = [say("terms_summary", { terms: terms.join(", ") }), srOnly(say("help_about", { ask: concept.ask }))];
  return helpFold(app, summary, (help) => h("dl", { class: "ans-terms" }, terms.map((name) => meaning(app, name, help.terms[name]))));
}

function meaning(app, name, term) {
  if (!term) return null;
  return [h("dt", {}, name), h("dd", {}, term.means, sourceLine(app, term.source))];
}
