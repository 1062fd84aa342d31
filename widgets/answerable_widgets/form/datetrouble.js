// What is wrong with a date of three fields: the part to put right, and a sentence that says so.
const DIGITS = /^\d+$/;
const LONGEST_YEAR = 4;

const asNumber = (text, most) => (DIGITS.test(text) && Number(text) >= 1 && Number(text) <= most ? Number(text) : 0);

// `value` is what stands in the fields: {day, month, year}; null where there is nothing to say about it.
export function dateTrouble({ say, language }, value) {
  if (!value || typeof value !== "object") return null;
  const { day, month, year } = value;
  const told = (part, key, facts) => ({ part, sentence: say(key, facts) });
  if (!day) return told("day", "date_no_day");
  if (!month) return told("month", "date_no_month");
  if (!year) return told("year", "date_no_year", { year: new Date().getFullYear() });
  if (!asNumber(month, 12)) return told("month", "date_month", { said: month });
  if (year.length !== LONGEST_YEAR || !asNumber(year, 9999)) return told("year", "date_year", { said: year, year: new Date().getFullYear() });
  const last = new Date(Date.UTC(Number(year), Number(month), 0));
  const name = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(last);
  return asNumber(day, last.getUTCDate()) ? null : told("day", "date_day", { said: day, month: name, last: last.getUTCDate() });
}
