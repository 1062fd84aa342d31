// Whether the person's words are safe: seen at all times, spoken only when it is news.
import { h, setText } from "./dom.js";

const SPOKEN_FOR_MS = 10000; // long enough to be heard; later it would be read again as part of the page

export function saveStatus(app) {
  const { say } = app;
  // Never speaks by itself: it changes with every pause in typing. `aloud` says what is worth hearing.
  const line = h("p", { class: "ans-saved", role: "status", "aria-live": "off" }, say("status_start"));
  const alarm = h("p", { class: "ans-not-saved", role: "alert" });
  const element = h("div", { class: "ans-status" }, line, alarm);
  const hearers = new Set(); // pages that say it too
  let spoken = "";

  const sentences = {
    start: () => [say("status_start"), ""],
    typing: () => [say("status_saving"), ""],
    saving: () => [say("status_saving"), ""],
    saved: ({ at }) => [say("status_saved", { at: at ?? "" }), ""],
    late: () => ["", app.hosted ? say("status_late") : `${say("status_late")} ${say("status_late_notebook")}`],
    withheld: () => ["", say("status_withheld")],
    refused: ({ sentence }) => ["", say("status_refused", { sentence })],
  };

  function show(status) {
    const [quiet, loud] = sentences[status.state](status);
    setText(line, quiet);
    setText(alarm, loud);
    element.classList.toggle("ans-in-trouble", Boolean(loud));
    if (status.state === "saved" && spoken !== quiet) app.announce(quiet); // once a minute, and after trouble
    if (status.state === "saved" || loud) spoken = loud || quiet;
    for (const hear of [...hearers]) hear(status);
  }

  return { element, show, hearers };
}

// Speaks to screen readers without moving anybody's focus; what comes together is said together.
export function announcer() {
  const element = h("p", { class: "ans-sr", "aria-live": "polite" });
  let waiting = [];
  let timer = 0;
  const hush = () => setText(element, "");
  const speak = () => {
    setText(element, waiting.join(" "));
    waiting = [];
    timer = setTimeout(hush, SPOKEN_FOR_MS);
  };
  const announce = (text) => {
    clearTimeout(timer);
    hush();
    waiting.push(text);
    timer = setTimeout(speak, 50);
  };
  return { element, announce };
}
