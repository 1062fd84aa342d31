// What would move the page waits until a press is over: else a button slips away under the pointer, and its click is lost.

let pressed = false;
let waiting = [];

function over() {
  pressed = false;
  setTimeout(() => waiting.splice(0).forEach((act) => act())); // after the click that follows
}

addEventListener("pointerdown", () => (pressed = true), true);
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, over, true);

export function whenNotPressed(act) {
  if (pressed) waiting.push(act);
  else act();
}
