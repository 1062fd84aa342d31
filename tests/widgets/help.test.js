// The help of a question: why it is asked, two examples, and what would be enough to believe an answer.
import { expect, test } from "vitest";
import { sampleBank } from "./content.js";
import { expectNoViolations, fullRoute, say, showForm } from "./stage.js";

const PROJECT = "task?task=project";
const ENOUGH = "A count with its date, <b>or</b> a report by somebody outside the team.";

function bankThatSays(enough) {
  const bank = sampleBank();
  bank.concepts.problem_statement.enough = enough;
  return bank;
}

test("what would be enough stands after the two examples, as text", async () => {
  const { question, el } = await showForm({ answers: fullRoute() }, { at: PROJECT, bank: bankThatSays(ENOUGH) });
  const help = question("problem_statement").querySelector(".ans-help-body");
  const heads = [...help.querySelectorAll(".ans-h4")].map((head) => head.textContent);
  expect(heads.indexOf(say("enough"))).toBe(heads.indexOf(say("weak_example")) + 1);
  expect(help.textContent).toContain(ENOUGH);
  expect(help.querySelector("b")).toBeNull();
  help.parentElement.open = true;
  await expectNoViolations(el);
});

test("where nothing is said, no heading promises it", async () => {
  const { question } = await showForm({ answers: fullRoute() }, { at: PROJECT, bank: bankThatSays("") });
  const help = question("problem_statement").querySelector(".ans-help-body");
  expect(help.textContent).toContain(say("weak_example"));
  expect(help.textContent).not.toContain(say("enough"));
});
