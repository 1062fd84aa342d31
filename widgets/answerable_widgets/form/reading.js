// What is said of a text that somebody writes: about how many words it has, and how old one must be to read it with ease.
import { grade, sentencesIn, wordsIn } from "./readability.js";

const FROM_WORDS = 20; // with fewer a reading age says nothing
const EXACT_UP_TO = 50;
const GRADE_TO_AGE = 5;
const [YOUNGEST, OLDEST] = [6, 20];
const EASY_UP_TO = 13; // the age by which everybody has read as well as most ever will
const LONG_SENTENCE = 20; // words

const HARD = new Set(["reads_long", "reads_hard"]);

// Whether what `readingOf` found is worth speaking of.
export const isHardToRead = (key) => HARD.has(key);

const about = (count) => (count < EXACT_UP_TO ? count : Math.round(count / 10) * 10);

// {key, words, age}, or null while there is little to say it of. The formula is for English alone.
export function readingOf(text, language) {
  const count = wordsIn(text).length;
  if (count < FROM_WORDS) return null;
  if (!language.startsWith("en")) return { key: "reads_words", words: about(count) };
  const age = Math.min(OLDEST, Math.max(YOUNGEST, Math.round(grade(text)) + GRADE_TO_AGE));
  const hard = count / sentencesIn(text) > LONG_SENTENCE ? "reads_long" : "reads_hard";
  return { key: age > EASY_UP_TO ? hard : "reads_well", words: about(count), age };
}
