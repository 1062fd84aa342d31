// Elements without markup strings: every text becomes a text node.

// JupyterLab's single-key shortcuts look at the focused element itself, so each one carries the mark.
const FOCUSABLE = new Set(["a", "button", "input", "select", "summary", "textarea"]);
const PROPERTIES = new Set(["value", "checked", "disabled", "hidden"]);

let other = null; // what stays in another language than the page: see tongues.js

export function speakAlso(tongue) {
  other = tongue;
}

// h("p", {class: "x", onclick: f}, "text", node, null, [more]): null and false are left out.
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) setAttribute(element, name, value);
  if (FOCUSABLE.has(tag) || element.hasAttribute("tabindex")) {
    element.setAttribute("data-lm-suppress-shortcuts", "true");
  }
  append(element, children);
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (PROPERTIES.has(name)) element[name] = value;
  else if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
}

export function append(element, ...children) {
  const wanted = (child) => child !== null && child !== undefined && child !== false && child !== "";
  element.append(...marked(element, children.flat(Infinity).filter(wanted)));
  return element;
}

// A text in another language says so: its element if it is all there is in it, else a part of its own.
function marked(element, children) {
  if (!other) return children;
  const foreign = (child) => typeof child === "string" && other.texts.has(child);
  if (children.length === 1 && foreign(children[0]) && !element.childNodes.length) element.lang = other.lang;
  else return children.map((child) => (foreign(child) ? h("span", {}, child) : child));
  return children;
}

export function setText(element, text) {
  if (element.textContent === text) return;
  element.textContent = text;
  if (other?.texts.has(text)) element.lang = other.lang;
  else element.removeAttribute("lang");
}

// Only a difference is written, so that a live region stays quiet when nothing changed.
export function setDescribedBy(element, ids) {
  const said = ids.filter(Boolean).join(" ");
  if (said) element.setAttribute("aria-describedby", said);
  else element.removeAttribute("aria-describedby");
}

// What a view stands in. Keys stay inside, for JupyterLab would take Enter and single letters for itself; and a
// click beside the fields stays here too, for its cell would take the focus, and the next letters delete the cell.
export function viewRoot(attributes, ...children) {
  const hosted = document.documentElement.dataset.host === "answerable";
  const root = h("div", { class: "answerable", tabindex: hosted ? null : "-1", ...attributes }, ...children);
  root.addEventListener("keydown", (event) => event.stopPropagation());
  return root;
}

const VIEWS = Symbol.for("answerable.views");

// A prefix that no other view on this page has. The page counts, for JupyterLab loads this file anew for each form.
export function newPrefix(name) {
  globalThis[VIEWS] = (globalThis[VIEWS] ?? 0) + 1;
  return `${name}${globalThis[VIEWS]}`;
}

// An id that is fit for `#id` links, made from an address.
export const idOf = (prefix, address, part) =>
  [prefix, address.replaceAll("/", "--"), part].filter((piece) => piece !== undefined).join("-");

// `{facts}` in a sentence filled in; a key that is not there shows itself, so that a test can find it.
export function speaker(words) {
  return (key, facts) => fill(words[key] ?? key, facts ?? {});
}

export function fill(sentence, facts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(facts, name) ? String(facts[name]) : whole));
}

// One of two sentences, by number: `key_one` or `key_many`.
export const counted = (say, key, count, facts) =>
  say(count === 1 ? `${key}_one` : `${key}_many`, { count, ...facts });

export const srOnly = (...words) => h("span", { class: "ans-sr" }, words);

export function focusOn(element) {
  if (!element) return;
  element.focus({ preventScroll: true });
  element.scrollIntoView?.({ block: "nearest" });
}

// New content for a container, unless it is what stands there already; the focus stays on what it was on.
export function redraw(container, ...children) {
  const fresh = append(container.cloneNode(false), children);
  if (container.isEqualNode(fresh)) return;
  const focused = container.contains(document.activeElement) ? document.activeElement : null;
  const same = (one) => one.getAttribute("href") === focused.getAttribute("href") && one.textContent === focused.textContent;
  container.replaceChildren(...fresh.childNodes);
  if (focused) [...container.querySelectorAll(focused.tagName)].find(same)?.focus();
}
