// Where the person is on the page: {view, task, at, from, box}. In the app the address bar says so too, so that
// the browser's Back works; in JupyterLab the address bar is not ours.
import { h } from "./dom.js";

const PAGE_VIEWS = new Set(["tasks", "task", "all", "answers", "canvas", "workshop", "room", "later", "question", "finish"]);
const BACK_VIEWS = new Set(["tasks", "answers", "canvas", "workshop"]);
const ROUTE_PARTS = ["task", "at", "from", "box"];
const HOME_ROUTE = { view: "tasks" };

function routeToHash(route) {
  const query = new URLSearchParams();
  for (const key of ROUTE_PARTS) if (route[key]) query.set(key, route[key]);
  const text = query.toString();
  return `#${route.view}${text && `?${text}`}`;
}

function routeFromHash(hash, bank) {
  const [view, text] = hash.replace(/^#/, "").split("?");
  const route = { view, ...Object.fromEntries(new URLSearchParams(text ?? "")) };
  if (!PAGE_VIEWS.has(view)) return HOME_ROUTE;
  if (view === "task" && !bank.tasks.some((task) => task.id === route.task)) return HOME_ROUTE;
  if (route.from && !BACK_VIEWS.has(route.from)) delete route.from;
  return route;
}

export class Nav {
  // `show(route)` draws a page; `hosted` says that the address bar is ours.
  constructor(bank, hosted, show) {
    Object.assign(this, { bank, hosted, show });
    this.follow = () => {
      if (this.#isElsewhere()) history.replaceState(null, "", routeToHash(this.route));
      else this.#open(routeFromHash(location.hash, bank));
    };
    if (hosted) window.addEventListener("popstate", this.follow);
  }

  // `route` is what the notebook asked for; in the app the address says it.
  start(route) {
    this.#open(this.hosted ? routeFromHash(location.hash, this.bank) : { ...HOME_ROUTE, ...route }, true);
  }

  // The browser's Back comes to the place that was left.
  #markPlace({ from, at, box }) {
    if (this.hosted && from && from === this.route.view && at) history.replaceState(null, "", routeToHash({ ...this.route, at, box: this.route.box ?? box }));
  }

  go(route) {
    this.#markPlace(route);
    if (this.hosted) history.pushState(null, "", routeToHash(route));
    this.#open(route);
  }

  // Where the browser's own Back comes to on the page that is open.
  mark(at) {
    this.route = { ...this.route, at };
    if (this.hosted) history.replaceState(null, "", routeToHash(this.route));
  }

  #open(route, first) {
    this.route = route;
    this.show(route, first);
  }

  // A link of the page around the form, such as "Skip to main content", leads to a place on this page.
  #isElsewhere() {
    return location.hash.length > 1 && !PAGE_VIEWS.has(location.hash.slice(1).split("?")[0]);
  }

  // In JupyterLab a link keeps its look and its keys, but never touches the address.
  link(route, content, attributes) {
    const go = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      this.go(route);
    };
    return h("a", { href: routeToHash(route), ...attributes, onclick: go }, content);
  }

  stop() {
    window.removeEventListener("popstate", this.follow);
  }
}
