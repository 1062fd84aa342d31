// Does a text say anything? As bank/texts.py: tests/data/cases/saying.yml holds the two together.

const WORD = /[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu;
const HOLLOW_LEFT = 0.4; // a text with no more of its words left says nothing

const wordsOf = (text) => text.toLowerCase().replaceAll("\u2019", "'").match(WORD) ?? [];

const standsAt = (phrase, words, at) => phrase.length && phrase.every((word, index) => word === words[at + index]);

function leftOver(words, hollow) {
  const phrases = hollow.map(wordsOf).sort((one, other) => other.join(" ").length - one.join(" ").length);
  let left = 0;
  for (let at = 0; at < words.length;) {
    const found = phrases.find((phrase) => standsAt(phrase, words, at));
    left += found ? 0 : 1;
    at += found ? found.length : 1;
  }
  return words.length ? left / words.length : 1;
}

// Whether `text` has `least` words, and more to it than phrases that say nothing.
export function saysSomething(text, hollow, least) {
  const words = wordsOf(String(text ?? ""));
  return words.length >= least && leftOver(words, hollow) > HOLLOW_LEFT;
}
