// All rows of a register at once: a table of their short answers and how far each is, with a way to open it.
import { h, setText, srOnly, fill, redraw } from "./dom.js";
import { readable, rowTitle } from "./readable.js";
import { noticedCount } from "./noticed.js";
import { visibleColumns } from "./journey.js";

const SHORT_KINDS = new Set(["choice", "yes_no_unsure", "number", "date", "person"]);
const MOST_COLUMNS = 3;
const LINES_AT_ONCE = 50;

export class RowTable {
  #lines = new Map();
  #later = 0;

  // `standing(id)` says how far a row is; `onOpen(id)` opens it.
  constructor(app, concept, id, { standing, onOpen }) {
    Object.assign(this, { app, concept, standing, onOpen });
    const { say } = app;
    const [, ...others] = concept.answer.columns;
    this.columns = others.filter(({ answer }) => SHORT_KINDS.has(answer.kind)).slice(0, MOST_COLUMNS);
    this.caption = h("caption", { id: `${id}-table-caption`, class: "ans-sr" }, say("table_caption", { ask: concept.ask }));
    const row = say("this_row", { row_name: concept.answer.row_name });
    const heads = [say("table_row"), ...this.columns.map(({ ask }) => fill(ask, { row })), say("table_state")];
    this.body = h("tbody", {});
    const table = h("table", { class: "ans-table" }, this.caption,
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)), h("td", {}))), this.body);
    this.nodes = [h("div", { class: "ans-table-room", role: "region", tabindex: "0", "aria-labelledby": this.caption.id }, table)];
  }

  update(rows) {
    const ids = new Set(rows.map((row) => row.id));
    for (const [id, line] of this.#lines) {
      if (ids.has(id)) continue;
      line.element.remove();
      this.#lines.delete(id);
    }
    clearTimeout(this.#later);
    this.#place(rows, 0);
  }

  // Some at a time, so that nobody waits for the page.
  #place(rows, from) {
    rows.slice(from, from + LINES_AT_ONCE).forEach((row, at) => {
      const line = this.#lines.get(row.id) ?? this.#newLine(row.id);
      const there = this.body.children[from + at];
      if (there !== line.element) this.body.insertBefore(line.element, there ?? null);
      this.#tell(line, row, from + at);
    });
    if (from + LINES_AT_ONCE < rows.length) this.#later = setTimeout(() => this.#place(rows, from + LINES_AT_ONCE));
  }

  #newLine(id) {
    const line = { name: h("th", { scope: "row" }), cells: this.columns.map(() => h("td", {})), state: h("td", {}) };
    line.open = h("button", { type: "button", class: "ans-button ans-quiet", onclick: () => this.onOpen(id) });
    line.element = h("tr", {}, line.name, line.cells, line.state, h("td", {}, line.open));
    this.#lines.set(id, line);
    return line;
  }

  #tell(line, row, index) {
    const { app, concept } = this;
    const title = rowTitle(app, concept.id, row, index);
    if (line.name.textContent !== title) {
      setText(line.name, title);
      line.open.replaceChildren(app.say("row_open"), srOnly(" ", title));
    }
    const asked = new Set(visibleColumns(concept, row.values, app.session.path).map((column) => column.id));
    this.columns.forEach((column, at) => setText(line.cells[at], asked.has(column.id) ? (readable(app, column.answer, row.values[column.id])[0] ?? "") : ""));
    redraw(line.state, h("span", {}, this.standing(row.id)), " ", noticedCount(app, app.noticed.under(`${concept.id}/${row.id}`)));
  }
}
