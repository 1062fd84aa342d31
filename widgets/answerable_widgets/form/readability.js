// How hard a text is to read: the Flesch-Kincaid grade, as bank/readability.py, which names its source.
// tests/data/cases/readability.yml holds the two together.

const SENTENCE_END = /[.!?:;]+(?:\s|$)/u;
const READ_WORD = /[\p{L}\p{Nl}\p{No}]+(?:['\u2019-][\p{L}\p{Nl}\p{No}]+)*/gu;
const VOWELS = /[aeiouy]+/g;

export const wordsIn = (text) => text.match(READ_WORD) ?? [];

export const sentencesIn = (text) => Math.max(1, text.split(SENTENCE_END).filter((part) => part.trim()).length);

// About how many syllables an English word has, at least one.
export function syllables(word) {
  let [letters] = word.toLowerCase().replaceAll("\u2019", "'").split("'");
  if (letters.length > 2 && letters.endsWith("e") && !/(?:le|ee|ye)$/.test(letters)) letters = letters.slice(0, -1);
  else if (letters.endsWith("ed") && !/[td]ed$/.test(letters)) letters = letters.slice(0, -2);
  return Math.max(1, (letters.match(VOWELS) ?? []).length);
}

// The grade of a text; 0 when it has no words.
export function grade(text) {
  const words = wordsIn(text);
  if (!words.length) return 0;
  const spoken = words.flatMap((word) => word.split("-")).reduce((sum, part) => sum + syllables(part), 0);
  return (0.39 * words.length) / sentencesIn(text) + (11.8 * spoken) / words.length - 15.59;
}
