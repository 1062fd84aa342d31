// Whether the person's words are safe, said once and only when it changes.
import { h, setText } from "./dom.js";

export function saveStatus(app) {
  const { say } = app;
  const calm = h("p", { class: "ans-saved", role: "status" }, say("status_start"));
  const silent = h("p", { class: "ans-saved", "aria-hidden": "true" });
  const alarm = h("p", { class: "ans-not-saved", role: "alert" });
  const element = h("div", { class: "ans-status" }, calm, silent, alarm);

  // While somebody types, "saved" is taken back at once, for the eye only: no voice talks into their typing.
  const sentences = {
    typing: () => ["", "", say("status_saving")],
    saving: () => [say("status_saving"), ""],
    saved: ({ at }) => [say("status_saved", { at: at ?? "" }), ""],
    late: () => ["", say("status_late")],
    refused: ({ sentence }) => ["", say("status_refused", { sentence })],
  };

  function show(status) {
    const [quiet, loud, seen = ""] = sentences[status.state](status);
    setText(calm, quiet);
    setText(silent, seen);
    setText(alarm, loud);
    element.classList.toggle("ans-in-trouble", Boolean(loud));
  }

  return { element, show };
}

// Speaks to screen readers without moving anybody's focus.
export function announcer() {
  const element = h("p", { class: "ans-sr", role: "status" });
  let timer = 0;
  const announce = (text) => {
    clearTimeout(timer);
    element.textContent = "";
    timer = setTimeout(() => setText(element, text), 50);
  };
  return { element, announce };
}
