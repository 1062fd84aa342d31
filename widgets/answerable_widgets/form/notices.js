// What everybody who opens this record must be told first, such as that it is a copy nobody vouches for.
import { h } from "./dom.js";

export function noticesPanel(app, model) {
  const told = model.get("notices") ?? [];
  if (!told.length) return null;
  return h("section", { class: "ans-warning", "aria-label": app.say("notices_title") },
    told.map((sentence) => h("p", {}, sentence)));
}
