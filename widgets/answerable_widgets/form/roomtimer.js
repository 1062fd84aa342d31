// The clock of a workshop, as it is seen and heard.
import { h, setText, counted, idOf } from "./dom.js";
import { roomOf } from "./roomstate.js";

const LOOK_EVERY = 1000;
const MORE_MINUTES = 2;

// {element, stop}
export function roomTimer(app) {
  const { say } = app;
  const room = roomOf(app);
  const name = h("p", { class: "ans-timer-name", id: idOf(app.prefix, "timer") }, say("timer_title"));
  const line = h("p", { class: "ans-timer-left" });
  const button = (key, onclick) => h("button", { type: "button", class: "ans-button ans-secondary", onclick }, say(key));
  const toggle = button("timer_start", () => act(() => (room.timer.runs ? room.timer.pause() : room.timer.start())));
  const element = h("section", { class: "ans-timer", "aria-labelledby": name.id }, name, line,
    h("p", { class: "ans-buttons" }, toggle, button("timer_add", () => act(() => room.timer.add(MORE_MINUTES))), button("timer_reset", () => act(() => room.resetTimer()))));

  function draw() {
    setText(line, timeInWords(app, room.timer));
    setText(toggle, say(room.timer.runs ? "timer_pause" : "timer_start"));
    element.dataset.state = room.timer.says.state;
  }

  function act(change) {
    change();
    room.keep();
    draw();
    app.announce(timeInWords(app, room.timer));
  }

  function look() {
    draw();
    if (room.timer.news()) app.announce(timeInWords(app, room.timer));
  }

  draw();
  const ticking = setInterval(look, LOOK_EVERY);
  return { element, stop: () => clearInterval(ticking) };
}

function timeInWords({ say }, { says: { state, minutes } }) {
  return state === "up" ? say("timer_up") : counted(say, `timer_${state}`, minutes);
}
