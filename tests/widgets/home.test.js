import axe from "axe-core";
import { expect, test } from "vitest";
import home from "../../widgets/answerable_widgets/home/home.js";
import { words } from "./content.js";
import { fakeModel, say, stage } from "./stage.js";

const LISTED = [
  { id: "bikes-1", title: "Bikes", updated: "2026-11-22T10:00:00.000Z", example: true, state_text: "3 of 12 tasks are done" },
  { id: "a b/c", title: "<img src=x onerror=alert(1)>", updated: "", example: false },
];

function showHome(state) {
  const model = fakeModel({ assessments: LISTED, person: { id: "p", name: "Sam", role: "" }, words: words(), store_place: "here.db", assess_url: "/assess?assessment=", ...state });
  const el = document.createElement("main");
  document.body.append(el);
  const stop = home.render({ model, el });
  return { model, el, stop, ...stage(el) };
}

async function expectNoViolations(el) {
  const found = await axe.run(el, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(found.violations.map((one) => [one.id, one.nodes[0].html])).toEqual([]);
}

test("each assessment is a link in the app, and no text is markup", async () => {
  const { all, el, text } = showHome();
  expect(all(".ans-home-list a").map((one) => one.getAttribute("href"))).toEqual(["/assess?assessment=bikes-1", "/assess?assessment=a%20b%2Fc"]);
  expect(el.querySelector("img")).toBeNull();
  expect(text()).toContain("3 of 12 tasks are done");
  expect(text()).toContain(say("home_store", { place: "here.db" }));
  await expectNoViolations(el);
});

test("in JupyterLab it says how to open one", () => {
  const { all, text } = showHome({ assess_url: "" });
  expect(all(".ans-home-list a")).toEqual([]);
  expect(text()).toContain(say("home_how_to_open"));
  expect(text()).toContain(say("home_id", { id: "bikes-1" }));
});

test("none yet, then one comes", () => {
  const { text, model, all } = showHome({ assessments: [] });
  expect(text()).toContain(say("home_none"));
  const get = model.get;
  model.get = (name) => (name === "assessments" ? LISTED : get(name));
  model.emit("change:assessments");
  expect(all(".ans-home-item")).toHaveLength(2);
});

test("a new one needs a name; the summary takes the focus and links to the field", async () => {
  const { one, all, model, el } = showHome();
  one("form").dispatchEvent(new Event("submit", { cancelable: true }));
  expect(model.sent).toEqual([]);
  expect(document.activeElement).toBe(one(".ans-summary"));
  await expectNoViolations(el);
  all(".ans-summary a")[0].click();
  expect(document.activeElement).toBe(one("input"));
  expect(one("input").getAttribute("aria-invalid")).toBe("true");
});

test("asked for once, made once, refused with its reason", () => {
  const { one, model, text } = showHome({ assess_url: "" });
  const submit = () => one("form").dispatchEvent(new Event("submit", { cancelable: true }));
  one("input").value = "  Cars  ";
  submit();
  submit();
  expect(model.sent).toMatchObject([{ op: "create", seq: 1, title: "Cars" }]);
  const { client, seq } = model.sent[0];
  model.tell({ op: "refused", client, seq, problem: { key: "store_full", sentence: "The disk is full." } });
  expect(one(".ans-summary").textContent).toContain("The disk is full.");
  expect(one("input").value).toBe("  Cars  ");
  submit();
  model.tell({ op: "created", client, seq: 2, id: "cars-1" });
  expect(text()).toContain(say("home_created", { title: "Cars" }));
  expect(text()).toContain(say("home_id", { id: "cars-1" }));
  model.tell({ op: "created", client, seq: 2, id: "cars-1" });
});

test("every focusable is marked for JupyterLab, and the clean-up is whole", () => {
  const { all, stop, el, model } = showHome();
  const bare = all("a, button, input, [tabindex]").filter((one) => one.dataset.lmSuppressShortcuts !== "true");
  expect(bare).toEqual([]);
  stop();
  expect(el.childElementCount).toBe(0);
  expect(model.listening()).toBe(0);
});
