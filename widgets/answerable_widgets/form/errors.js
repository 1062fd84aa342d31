// The list of what is missing, at the top of the page. It takes focus, links to each place, and lets people go on.
import { h, focusOn, idOf, redraw } from "./dom.js";
import { questionAt } from "./addresses.js";
import { askOf, factsOf, problemSentence, rowChoices } from "./readable.js";

// `problems` is [[address, problem]]; `onGo(address, problem)` moves to a field; `onAnyway` leaves.
export function errorSummary(app, { onGo, onAnyway }) {
  const { say, prefix } = app;
  const titleId = idOf(prefix, "error-summary", "title");
  const list = h("ul", { class: "ans-plain-list" });
  const anyway = h("button", { type: "button", class: "ans-button ans-secondary", onclick: () => onAnyway() }, say("continue_anyway"));
  const element = h("div", { class: "ans-summary", role: "group", tabindex: "-1", "aria-labelledby": titleId, hidden: true },
    h("h2", { class: "ans-h2", id: titleId }, say("error_summary_title")), list, h("p", {}, say("error_summary_note")), h("p", { class: "ans-buttons" }, anyway));

  function show(problems, takeFocus) {
    const inside = element.contains(document.activeElement);
    redraw(list, problems.map(([address, problem]) => line(address, problem)));
    if (inside && !element.contains(document.activeElement)) (problems.length ? focusOn(element) : app.focusHeading());
    element.hidden = !problems.length;
    if (takeFocus && problems.length) element.focus();
  }

  function line(address, problem) {
    const go = (event) => {
      event.preventDefault();
      onGo(address, problem);
    };
    return h("li", {}, h("a", { href: `#${idOf(prefix, address)}-question`, onclick: go }, problemLine(app, address, problem, true)));
  }

  return { element, show };
}

// "Stop records: Which groups? Choose an answer." Where all that is said is missing, the question is enough.
export function problemLine(app, address, problem, questionIsEnough) {
  const question = questionAt(app.bank, address);
  const facts = factsOf(app, address, problem);
  const ask = askOf(app, question);
  const row = question.row && rowChoices(app, question.concept.id).find((one) => one.id === question.row);
  const sentence = questionIsEnough && problem.key === "required" ? "" : problemSentence(app, problem, facts);
  const key = row && !ask.includes(row.title) ? "error_line_row" : "error_line";
  return app.say(key, { row: row?.title, ask, sentence }).trim();
}
