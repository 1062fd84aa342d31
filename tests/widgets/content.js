// Content as the browser gets it: a sample bank, small banks of the shared cases, and the real words.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";

const ROOT = resolve(import.meta.dirname, "../..");
const WORDING = "src/answerable/content/wording";
const NO_ANSWER_PARTS = { options: [], to: "", why: "required", unit: "", row_name: "", columns: [], size: "long" };
const NO_CONCEPT_PARTS = { hint: "", why: "", good: "", weak: "", enough: "", when: null, audience: "public" };

export const yaml = (path) => parse(readFileSync(resolve(ROOT, path), "utf8"), { maxAliasCount: -1, merge: true });
export const cases = (name) => yaml(`tests/data/cases/${name}.yml`);
export const words = () => yaml(`${WORDING}/page.yml`);
export const problems = () => yaml(`${WORDING}/problems.yml`);

function wholeAnswer(answer) {
  const columns = (answer.columns ?? []).map((column) => ({
    hint: "", when: null, optional: false, routes: [], ...column, answer: wholeAnswer(column.answer),
  }));
  const options = (answer.options ?? []).map((option) => ({ hint: "", ...option }));
  return { ...NO_ANSWER_PARTS, ...answer, columns, options };
}

// What bank/browser.py adds to short content: every part that was left out.
export function wholeBank(bank) {
  const whole = ([id, concept]) => {
    const due = { source: [], ...concept.due };
    return [id, { ...NO_CONCEPT_PARTS, ...concept, id, due, answer: wholeAnswer(concept.answer) }];
  };
  return {
    id: "answerable", version: "2026.11", hash: "x", language: "en-GB", law: {}, lenses: {},
    limits: { line: 200, short: 2000, long: 20000, rows: 500, draft: 4000000 },
    ...bank,
    concepts: Object.fromEntries(Object.entries(bank.concepts).map(whole)),
    help: { questions: helpOf(bank.concepts), terms: {}, law: {} },
    words: words(),
    problems: problems(),
  };
}

const helpOf = (concepts) =>
  Object.fromEntries(Object.entries(concepts).map(([id, { due, ...concept }]) => [id, { ...NO_CONCEPT_PARTS, source: [], ...due, ...concept }]));

export const sampleBank = () => wholeBank(JSON.parse(readFileSync(resolve(ROOT, "tests/widgets/sample-bank.json"), "utf8")));
