// What opens above and below the rows of a register: a table of them all, rows to pick, and rows pasted from a spreadsheet.
import { focusOn, counted } from "./dom.js";
import { parts } from "./addresses.js";
import { PastePanel } from "./pastepanel.js";
import { Picker } from "./picks.js";
import { libraryOf, valuesOf } from "./pickvalues.js";
import { RowTable } from "./rowtable.js";

// Each draws a fold of `register` when it is first opened, and gives the nodes that stand in it.
export const rowFolds = { picker: picksIn, "paste-rows": pasteIn, "all-rows": tableIn };

function picksIn(register, fold) {
  const { app, concept, id } = register;
  const picker = new Picker(app, concept, id, libraryOf(app)[concept.id], (chosen) => {
    fold.open = false;
    addPicks(register, chosen);
  });
  const update = () => picker.update(new Set(register.rows.map((row) => row.values.title)));
  fold.addEventListener("toggle", () => fold.open && update());
  update();
  return picker.nodes;
}

// The words go in as if somebody had typed them; the focus goes to the first of the new rows.
function addPicks(register, picks) {
  const { app, concept, address } = register;
  const added = picks.slice(0, app.bank.limits.rows - register.rows.length).map((pick) => {
    const row = app.session.addRow(address);
    for (const [column, value] of Object.entries(valuesOf(app, concept, pick))) app.session.give(`${row}/${column}`, value);
    return row;
  });
  focusOn(added.length ? register.card(parts(added[0]).row)?.heading : register.add);
  app.announce(counted(app.say, "pick_added", added.length));
}

// Once all is taken in, the focus goes to the first new row, or back to where more can be pasted.
function pasteIn(register, fold) {
  const taken = ([first]) => {
    fold.open = false;
    focusOn((first && register.card(first)?.heading) ?? fold.firstChild);
  };
  return new PastePanel(register.app, register.concept, register.id, taken).nodes;
}

function tableIn(register, fold) {
  const { app, concept, id } = register;
  const table = new RowTable(app, concept, id, {
    standing: (row) => register.card(row).summary.textContent,
    onOpen: (row) => focusOn(register.card(row)?.open()),
  });
  register.onUpdate = () => fold.open && table.update(register.rows);
  fold.addEventListener("toggle", register.onUpdate);
  table.update(register.rows);
  return table.nodes;
}
