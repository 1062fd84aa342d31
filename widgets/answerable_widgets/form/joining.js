// Two answers to one question made into one for somebody to edit, where the kind of answer lets that be done.
import { compareLists } from "./worddiff.js";

const PARAGRAPHS = /[^\n]*\n+|[^\n]+$/g;

// Paragraphs that both have stand once; where the two differ, mine stands before theirs.
export function joinTexts(mine, theirs, line) {
  if (!mine || !theirs) return mine || theirs;
  if (line) return `${mine} / ${theirs}`;
  const cut = (text) => `${text.trimEnd()}\n`.match(PARAGRAPHS);
  const pieces = compareLists(cut(mine), cut(theirs));
  if (!pieces.some(({ what }) => what === "kept")) return `${mine}\n\n${theirs}`;
  return pieces.map(({ text, what }, at) => {
    const apart = what !== "kept" || (pieces[at + 1] && pieces[at + 1].what !== "kept");
    return apart && !text.endsWith("\n\n") ? `${text.trimEnd()}\n\n` : text;
  }).join("").trimEnd();
}

const union = (mine, theirs) => [...new Set([...(mine ?? []), ...(theirs ?? [])])];
const withBothReasons = (mine, theirs) => ({ ...theirs, ...mine, why: joinTexts(mine?.why ?? "", theirs?.why ?? "") });

const JOINERS = {
  text: (answer) => (mine, theirs) => joinTexts(mine ?? "", theirs ?? "", answer.size === "line"),
  choices: () => union,
  refer: () => union,
  yes_no_unsure: () => withBothReasons,
  risk: () => withBothReasons,
};

// `join(mine, theirs)`, or null where one must be chosen: a date, a number, a person, one choice of many.
export const joinerOf = (answer) => JOINERS[answer.kind]?.(answer) ?? null;

// What is typed is left for its writer to edit; what is ticked counts at once.
export const isTyped = (answer) => answer.kind !== "choices" && answer.kind !== "refer";
