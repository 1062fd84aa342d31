// Questions that come and go with the answers, said once and in few words.
import { counted } from "./dom.js";
import { parts } from "./addresses.js";
import { askAt } from "./hidenote.js";

const SAID_UP_TO = 3; // more questions that come or go at once are only counted

const rowOf = (address) => {
  const { concept, row } = parts(address);
  return row ? `${concept}/${row}` : null;
};

// The questions of rows that were open before and are open now; what a row brings or takes with it is said by the row.
function inBoth(addresses, others) {
  const rows = new Set(others.map(rowOf));
  return addresses.filter((one) => rows.has(rowOf(one)) || !rowOf(one));
}

// `before` and `after` are the addresses of all questions that are asked on the page.
export function comings(before, after) {
  const [was, is] = [new Set(before), new Set(after)];
  return {
    came: inBoth(after, before).filter((one) => !was.has(one)),
    went: inBoth(before, after).filter((one) => !is.has(one)),
  };
}

export function announceChanges(app, before, after) {
  const { came, went } = comings(before, after);
  const said = [
    saidOf(app, "questions_added", "questions_added_lots", came),
    saidOf(app, "questions_removed", "questions_removed_lots", went),
  ].filter(Boolean);
  if (said.length) app.announce(said.join(" "));
}

function saidOf(app, key, lots, addresses) {
  const count = addresses.length;
  if (!count) return null;
  if (count > SAID_UP_TO) return app.say(lots, { count });
  return counted(app.say, key, count, { asks: addresses.map((one) => askAt(app, one)).join(" ") });
}
