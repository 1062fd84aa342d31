// A page whose content comes later says so, and is drawn when it is there.
import { h, focusOn } from "./dom.js";

// `again(quietly)` draws the page that was asked for, and takes the focus there only from what it replaces.
export function waitingPage(app, title, again) {
  const { say } = app;
  const heading = h("h1", { class: "ans-h1", tabindex: "-1" }, title);
  const body = h("p", { role: "status" });
  let left = false;
  const tryAgain = () => h("button", { type: "button", class: "ans-button ans-secondary", onclick: look }, say("history_again"));
  function look() {
    if (body.contains(document.activeElement)) focusOn(heading); // the button goes
    body.replaceChildren(say("help_coming"));
    app.help.get().then((help) => {
      if (left) return;
      if (help) again(!nodes.some((node) => node.contains(document.activeElement)));
      else body.replaceChildren(say("page_late"), " ", tryAgain());
    });
  }
  look();
  const leave = () => {
    left = true;
  };
  const nodes = [app.nav.link({ view: "tasks" }, say("back_to_tasks"), { class: "ans-back" }), heading, body];
  return { nodes, title, heading, update() {}, leave, arrive: () => focusOn(heading) };
}
