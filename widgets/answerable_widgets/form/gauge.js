// The line below a text that says how long it is and how it reads. It is seen, and spoken only when somebody leaves a
// text that has become hard to read.
import { h, setText } from "./dom.js";
import { LATE } from "./latehelp.js";

const PAUSE_MS = 600;

// `field` is that of a control; `input` is what people write in.
export function gauge(field, id, input) {
  const element = h("p", { id, class: "ans-count", hidden: true });
  let told = null; // what was there when the text was last at rest
  let [writing, visited] = [false, false]; // texts nobody looks at keep quiet, so that nothing below them moves
  let timer = 0;
  const look = () => {
    clearTimeout(timer);
    const found = LATE.readingOf?.(input.value, field.language) ?? null;
    element.hidden = !found;
    setText(element, found ? field.say(found.key, found) : "");
    return found?.key ?? null;
  };
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE_MS);
  };
  const begun = () => {
    [writing, visited] = [true, true];
    field.late(() => {
      told = look();
    });
  };
  const left = () => {
    writing = false;
    const now = look();
    if (now !== told && LATE.isHardToRead?.(now)) field.announce(element.textContent);
    told = now;
  };
  const update = () => {
    if (visited && !writing) told = look();
  };
  input.addEventListener("input", typed);
  input.addEventListener("focus", begun);
  input.addEventListener("blur", left);
  return { element, update };
}
