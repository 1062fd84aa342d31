// A workshop for a room with a screen: one question at a time in big type, typed in by one person for all. It is left at
// any time, and all it writes are ordinary answers.
import { h, focusOn, redraw } from "./dom.js";
import { boxesOf, boxName, boxProgress, boxState, canvasOf } from "./boxes.js";
import { firstIn, itemsOf } from "./roomitems.js";
import { roomOf } from "./roomstate.js";
import { roomTimer } from "./roomtimer.js";
import { startPart } from "./roomstart.js";
import { questionPart } from "./roomquestion.js";
import { SORT, canSort, sortPart } from "./sortharms.js";
import { END, endPart } from "./roomend.js";

const KEYS = { PageDown: "next", PageUp: "previous" }; // with Alt, so that they never meet what is typed

export function roomPage(app, route) {
  const { say, nav } = app;
  const room = roomOf(app);
  const boxes = boxesOf(canvasOf(app), app.bank.tasks);
  const items = itemsOf(app, boxes);
  const number = items.findIndex((item) => item.id === route.at);
  const part = partOf(app, route, { boxes, items, number });
  const timer = roomTimer(app);
  const strip = h("ol", { class: "ans-strip", role: "list" });
  const parked = h("span", {});
  const tools = h("p", { class: "ans-room-tools" });
  const nodes = [
    h("div", { class: "ans-room-where" }, nav.link({ view: "workshop" }, say("room_leave"), { class: "ans-back" }), h("p", { class: "ans-caption" }, app.title), parked),
    timer.element,
    h("nav", { class: "ans-strip-nav", "aria-label": say("room_boxes") }, strip),
    h("div", { class: "ans-room-part" }, part.nodes),
    h("nav", { class: "ans-room-foot", "aria-label": say("room_parts") }, tools, h("p", { class: "ans-small" }, say("room_keys"))),
  ];

  function update() {
    part.update();
    redraw(strip, boxes.map((box, index) => stripItem(app, box, { items, index, here: items[number]?.box === index })));
    redraw(tools, toolLinks(app, route));
    redraw(parked, room.parked.size ? h("span", { class: "ans-tag ans-tag-plain" }, say("room_parked_count", { count: room.parked.size })) : null);
  }

  // Where the form has the page for itself, the keys hold wherever the focus is.
  const onKey = (event) => {
    const way = event.altKey && !event.ctrlKey && !event.metaKey && part[KEYS[event.key]];
    if (!way || !(app.hosted || nodes.some((node) => node.contains(event.target)))) return;
    event.preventDefault();
    event.stopPropagation();
    way();
  };
  document.addEventListener("keydown", onKey, true);

  update();
  return {
    nodes,
    title: part.heading.textContent,
    heading: part.heading,
    update,
    shows: (address) => part.shows?.(address) ?? false,
    goTo: (address, problem) => part.goTo?.(address, problem),
    arrive: () => focusOn(part.heading),
    leave() {
      part.leave?.();
      timer.stop();
      app.room?.keep();
      document.removeEventListener("keydown", onKey, true);
      app.session.commitAll();
    },
  };
}

function partOf(app, route, about) {
  if (route.at === SORT && canSort(app)) return sortPart(app);
  if (route.at === END) return endPart(app);
  return about.number < 0 ? startPart(app, about) : questionPart(app, about);
}

// A number and a mark; the name and how far it is are heard, and seen as a title.
function stripItem(app, box, { items, index, here }) {
  const progress = boxProgress(app, box.topics);
  const first = firstIn(items, box, index);
  const name = `${boxName(app, box)}. ${boxState(app, progress)}`;
  const mark = [h("span", { "aria-hidden": "true" }, box.number ? String(box.number) : "+"), h("span", { class: "ans-sr" }, name)];
  const group = box.group ? canvasOf(app).groups.indexOf(box.group) + 1 : 0;
  const link = first
    ? app.nav.link({ view: "room", at: first.id }, mark, { title: name, "aria-current": here ? "step" : null })
    : h("span", { title: name }, mark);
  return h("li", { class: `ans-group-${group} ans-topic-${progress.state}` }, link);
}

function toolLinks(app, route) {
  const to = (at, key) => app.nav.link({ view: "room", at }, app.say(key), { "aria-current": (route.at ?? null) === at ? "page" : null });
  return [to(null, "room_to_start"), canSort(app) ? to(SORT, "room_to_sort") : null, to(END, "room_to_end")];
}
