// What somebody copied from a spreadsheet or a CSV file, as lines of cells; and lines of cells as such text again.

export const SEPARATORS = { tab: "\t", comma: ",", semicolon: ";", none: "" };
const ENDS = { tab: /[\t\r\n]/g, comma: /[,\r\n]/g, semicolon: /[;\r\n]/g, none: /[\r\n]/g };

const isBlankLine = ({ cells }) => cells.every((cell) => !cell.trim());

// [{number, cells, raw}] without the blank ones; a cell in quotes may go on over several lines of text.
export function linesOf(text, parted) {
  const whole = text.replace(/^\ufeff/, "");
  const lines = [];
  let cells = [];
  let start = 0;
  for (let at = 0; at <= whole.length;) {
    const { cell, end } = quotedCell(whole, at, parted) ?? plainCell(whole, at, parted);
    cells.push(cell);
    at = end + 1;
    if (end < whole.length && whole[end] === SEPARATORS[parted]) continue;
    if (whole.startsWith("\r\n", end)) at = end + 2;
    lines.push({ number: lines.length + 1, cells, raw: whole.slice(start, end) });
    start = at;
    cells = [];
  }
  return lines.filter((line) => !isBlankLine(line));
}

function plainCell(text, at, parted) {
  const ends = ENDS[parted];
  ends.lastIndex = at;
  const end = ends.exec(text)?.index ?? text.length;
  return { cell: text.slice(at, end), end };
}

// Quotes count only around a whole cell: a cell that says “"A" and "B"” is copied as it is.
function quotedCell(text, at, parted) {
  let from = at;
  while (text[from] === " ") from += 1;
  if (text[from] !== '"') return null;
  let cell = "";
  for (from += 1; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') return endsAt(text, quote + 1, parted) ? { cell, end: quote + 1 } : null;
    cell += '"';
    from = quote + 2;
  }
}

const endsAt = (text, at, parted) => at >= text.length || "\r\n".includes(text[at]) || text[at] === SEPARATORS[parted];

// What parts the cells. Commas and semicolons stand in sentences too: they count where all lines have as many.
export function partedBy(text) {
  if (linesOf(text, "tab").some(({ cells }) => cells.length > 1)) return "tab";
  return ["comma", "semicolon"].find((name) => looksParted(linesOf(text, name))) ?? "none";
}

function looksParted(lines) {
  const [first] = lines;
  const further = lines.flatMap(({ cells }) => cells.slice(1));
  const even = lines.length > 1 && first.cells.length > 1 && lines.every(({ cells }) => cells.length === first.cells.length);
  return even && !further.every((cell) => cell.startsWith(" "));
}

// The same cells as text that `linesOf` reads back.
export function textOf(lines, parted) {
  const told = (cell) => (/["\r\n]/.test(cell) || (SEPARATORS[parted] && cell.includes(SEPARATORS[parted])) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return lines.map((cells) => cells.map(told).join(SEPARATORS[parted] || "\t")).join("\n");
}
