// An overlay may bring another language for a part of the bank. What stays as it was says so (WCAG 3.1.2).

const TEXTS = new Set(["ask", "hint", "why", "good", "weak", "label", "row_name", "unit", "title", "intro", "summary", "because", "credit", "term", "means", "enough", "said"]);

// The texts of the bank that no overlay has translated, and the language they are in; null where all are in one.
// `help` is what comes later than the questions.
export function tongueOf(bank, help = bank.help) {
  if (!bank.original || bank.original === bank.language) return null;
  const translated = new Set(bank.translated);
  const texts = new Set();
  for (const part of ["concepts", "tasks", "screening", "lenses", "law", "glossary", "grid"]) collect(bank[part], texts);
  for (const part of ["questions", "terms", "lenses", "law"]) collect(help?.[part], texts);
  for (const library of [bank.library, help?.library]) collect(library, texts, true); // what can be picked, whatever it is called there
  for (const { title, section } of Object.values({ ...help?.law, ...bank.law })) texts.add([title, section].filter(Boolean).join(", "));
  return { lang: bank.original, texts: new Set([...texts].filter((text) => !translated.has(text))) };
}

function collect(part, texts, all) {
  for (const [key, value] of Object.entries(part ?? {})) {
    if (typeof value === "string") {
      if (TEXTS.has(key) || (all && value.includes(" "))) texts.add(value);
    } else if (value && typeof value === "object") collect(value, texts, all);
  }
}
