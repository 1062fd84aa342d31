// The same cases as the record's own word comparison.
import { expect, test } from "vitest";
import { compareTexts } from "../../widgets/answerable_widgets/form/worddiff.js";
import { cases } from "./content.js";

const MARKS = { kept: ["", ""], added: ["{+", "+}"], removed: ["[-", "-]"] };

// A long case repeats its start and differs at its end.
function whole({ before, after, shown, repeat, before_end: was, after_end: now, shown_end: end }) {
  if (!repeat) return { before, after, shown };
  const start = Array.from({ length: repeat }, (_, n) => before.replace("{n}", n)).join("");
  return { before: start + was, after: start + now, shown: start + end };
}

test.each(cases("worddiff").map((told) => [told.name, whole(told)]))("%s", (_, { before, after, shown }) => {
  const pieces = compareTexts(before, after);
  expect(pieces.map(({ what, text }) => MARKS[what].join(text)).join("")).toBe(shown);
});

test("two texts too long to compare are shown whole", () => {
  const text = (word) => Array.from({ length: 3000 }, (_, n) => `${word}${n}`).join(" ");
  expect(compareTexts(text("a"), text("b")).map((piece) => piece.what)).toEqual(["removed", "added"]);
});
