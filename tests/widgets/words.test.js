// No sentence in the code, none missing from the words, and none there for nothing.
import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { words, problems } from "./content.js";

const SOURCES = resolve(import.meta.dirname, "../../widgets/answerable_widgets");
const BY_NAME = /^(state|topic|timer|choice|level|audience|back_to)_/;
const PART = /_(one|many)$/;

const files = ["form", "form/late", "home"].flatMap((folder) => readdirSync(resolve(SOURCES, folder)).filter((name) => name.includes(".")).map((name) => `${folder}/${name}`));
const source = files.map((name) => readFileSync(resolve(SOURCES, name), "utf8")).join("\n");
const literals = new Set([...source.matchAll(/"([a-z_]+)"/g)].map(([, text]) => text));

test("every sentence that is asked for is there", () => {
  const plain = [...source.matchAll(/\bsay\(\s*"([a-z_]+)"/g)].map(([, key]) => key);
  const numbered = [...source.matchAll(/counted\([^,"]*, "([a-z_]+)"/g)].flatMap(([, key]) => [`${key}_one`, `${key}_many`]);
  expect([...plain, ...numbered].filter((key) => !(key in words()))).toEqual([]);
});

test("every sentence that is there is used", () => {
  const unused = Object.keys(words()).filter((key) => !literals.has(key) && !literals.has(key.replace(PART, "")) && !BY_NAME.test(key));
  expect(unused).toEqual([]);
});

test("sentences that stand by for a name are complete", () => {
  const families = {
    state: ["nothing", "not_started", "optional", "in_progress", "done"], topic: ["answered", "partly", "open", "not_asked"],
    choice: ["yes", "no", "unsure"], level: ["law", "guidance", "practice"], audience: ["team", "panel", "public"],
    back_to: ["tasks", "answers", "canvas", "workshop"],
    timer: ["paused_one", "paused_many", "running_one", "running_many", "up", "over_one", "over_many"],
  };
  const wanted = Object.entries(families).flatMap(([family, names]) => names.map((name) => `${family}_${name}`));
  expect(wanted.filter((key) => !(key in words()))).toEqual([]);
});

test("every problem the form can find has its sentence", () => {
  const found = [...source.matchAll(/"((?:not|too)_[a-z_]+|required|[a-z]+_needed)"/g)].map(([, key]) => key);
  const elsewhere = new Set(Object.keys(words()));
  expect(found.filter((key) => !(key in problems()) && !elsewhere.has(key) && !["not_started", "not_asked", "not_needed"].includes(key))).toEqual([]);
});

test("no markup strings, no inline styles, modules of a size to read", () => {
  expect(source).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.style\b|eval\(/);
  const long = files.filter((name) => readFileSync(resolve(SOURCES, name), "utf8").split("\n").length > 300);
  expect(long).toEqual([]);
});
