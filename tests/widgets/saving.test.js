// What the person typed is safe on its way to the record.
import { beforeEach, describe, expect, test, vi } from "vitest";
import { sampleBank } from "./content.js";
import { ack, changes, fullRoute, patches, say, showForm, type } from "./stage.js";

const PROJECT = "task?task=project";
const show = (state) => showForm({ answers: fullRoute(), ...state }, { at: PROJECT });
const wait = (ms) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] });
});

describe("typing", () => {
  test("is a draft 800 ms after the last key, and an answer on leaving the field", async () => {
    const { field, model } = await show({ based: { problem_statement: 7 } });
    type(field("problem_statement"), "Bik");
    await wait(700);
    type(field("problem_statement"), "Bikes");
    await wait(799);
    expect(patches(model)).toHaveLength(0);
    await wait(1);
    expect(changes(model)).toEqual([{ do: "draft", address: "problem_statement", value: "Bikes", based_on: 7 }]);
    ack(model);
    field("problem_statement").blur();
    expect(changes(model)[1]).toEqual({ do: "answer", address: "problem_statement", value: "Bikes", based_on: 7 });
    expect(patches(model).map((one) => one.seq)).toEqual([1, 2]);
  });

  test("without a pause is saved all the same", async () => {
    const { field, model } = await show();
    for (let n = 1; n <= 10; n++) {
      type(field("problem_statement"), "x".repeat(n));
      await wait(500);
    }
    expect(patches(model).length).toBeGreaterThan(0);
  });

  test("two minutes without a key make it an answer", async () => {
    const { field, model } = await show();
    type(field("problem_statement"), "Bikes");
    await wait(1000);
    ack(model);
    await wait(120000);
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: "Bikes" });
  });

  test("typed and taken back is dropped; nothing but spaces is no answer", async () => {
    const { field, model } = await show({ answers: { ...fullRoute(), problem_statement: "Bikes" } });
    type(field("problem_statement"), "Bikes!");
    await wait(800);
    ack(model);
    type(field("problem_statement"), "Bikes");
    field("problem_statement").blur();
    expect(changes(model).at(-1)).toEqual({ do: "drop", address: "problem_statement" });
    ack(model);
    type(field("problem_statement"), "   ");
    field("problem_statement").blur();
    expect(changes(model).at(-1)).toMatchObject({ do: "answer", value: null });
  });

  test("a text that is too long is kept as a draft, with numbers at the field, and never given", async () => {
    const { field, question, press, model } = await show();
    type(field("short_name"), "x".repeat(205));
    expect(question("short_name").textContent).toContain(say("too_long_by", { length: 205, limit: 200, over: 5 }));
    await wait(800);
    expect(changes(model)).toMatchObject([{ do: "draft", value: "x".repeat(205) }]);
    ack(model);
    field("short_name").blur();
    press(say("save_and_continue"));
    expect(changes(model).filter((one) => one.do === "answer")).toEqual([]);
    expect(question("short_name").textContent).toContain("205");
    type(field("short_name"), "Bikes");
    expect(question("short_name").textContent).not.toContain("205");
  });
});

describe("saved means saved", () => {
  test("is seen each time, and spoken once a minute", async () => {
    const { field, model, one, text } = await show();
    const saveOnce = async () => {
      type(field("problem_statement"), `Words ${Math.random()}`);
      await wait(800);
      ack(model);
      await wait(60);
      expect(text()).toContain(say("status_saved", { at: "14:05" }));
    };
    await saveOnce();
    expect(one("[aria-live=polite]").textContent).toBe(say("status_saved", { at: "14:05" }));
    await wait(10000);
    await saveOnce();
    expect(one("[aria-live=polite]").textContent).toBe("");
  });

  test("only an acknowledgement says so; a choice goes at once", async () => {
    const { option, model, text } = await show();
    option("stage", "idea").click();
    expect(changes(model)).toEqual([{ do: "answer", address: "stage", value: "idea", based_on: 0 }]);
    await wait(700);
    expect(text()).toContain(say("status_saving"));
    ack(model);
    expect(text()).toContain(say("status_saved", { at: "14:05" }));
  });

  test("no acknowledgement in five seconds alarms, and the same number is sent again until one comes", async () => {
    const { option, model, one } = await show();
    option("stage", "idea").click();
    await wait(4900);
    expect(one("[role=alert]").textContent).toBe("");
    await wait(200);
    expect(one("[role=alert]").textContent).toContain(say("status_late"));
    await wait(60000);
    expect(patches(model).length).toBeGreaterThan(3);
    expect(new Set(patches(model).map((patch) => patch.seq))).toEqual(new Set([1]));
    ack(model);
    expect(one("[role=alert]").textContent).toBe("");
    const sent = patches(model).length;
    await wait(60000);
    expect(patches(model)).toHaveLength(sent);
  });

  test("an acknowledgement that comes twice, or for somebody else's page, changes nothing", async () => {
    const { option, model, text } = await show();
    option("stage", "idea").click();
    model.tell({ op: "ack", client: "another page", seq: 1, at: "09:00", head: 1, results: [] });
    expect(text()).not.toContain("09:00");
    expect(model.sent.at(-1)).toEqual({ op: "hello" });
    ack(model);
    option("stage", "live").click();
    ack(model);
    model.tell({ op: "ack", client: patches(model)[0].client, seq: 1, at: "09:00", head: 1, results: [] });
    expect(text()).not.toContain("09:00");
    expect(option("stage", "live").checked).toBe(true);
  });

  test("what comes while a patch is on its way waits its turn, on top of the answer before it", async () => {
    const { option, model } = await show();
    option("stage", "idea").click();
    option("stage", "live").click();
    option("channels", "web").click();
    expect(patches(model)).toHaveLength(1);
    ack(model);
    expect(patches(model)[1].changes).toEqual([
      { do: "answer", address: "stage", value: "live", based_on: 1 },
      { do: "answer", address: "channels", value: ["web"], based_on: 0 },
    ]);
  });

  test("a store that refuses is quoted, and tried again with longer and longer pauses", async () => {
    const { option, model, one } = await show();
    option("stage", "idea").click();
    const refuse = () => model.tell({ op: "refused", client: patches(model)[0].client, seq: 1, problem: { key: "store_full", sentence: "The disk is full." } });
    const times = [];
    for (let n = 0; n < 5; n++) {
      refuse();
      const before = patches(model).length;
      let waited = 0;
      while (patches(model).length === before) {
        await wait(1000);
        waited += 1;
      }
      times.push(waited);
    }
    expect(one("[role=alert]").textContent).toContain("The disk is full.");
    expect(times).toEqual([2, 4, 8, 16, 30]);
    expect(option("stage", "idea").checked).toBe(true);
    ack(model);
    expect(one("[role=alert]").textContent).toBe("");
  });

  test("a connection that cannot send is told at once and tried again", async () => {
    const { option, model, one } = await show();
    const send = model.send;
    model.send = () => {
      throw new Error("closed");
    };
    option("stage", "idea").click();
    expect(one("[role=alert]").textContent).toContain(say("status_late"));
    model.send = send;
    model.emit("host:open");
    expect(patches(model)).toHaveLength(1);
    expect(model.sent.at(-1)).toEqual({ op: "hello" });
  });

  test("an old patch sent again does not carry what a newer one has already said", async () => {
    const { field, model } = await show();
    type(field("problem_statement"), "Bik");
    await wait(800);
    type(field("problem_statement"), "Bikes");
    window.dispatchEvent(new Event("pagehide"));
    expect(patches(model).at(-1).changes).toMatchObject([{ do: "answer", value: "Bikes" }]);
    window.dispatchEvent(new Event("online"));
    const again = patches(model).slice(-2);
    expect(again.map((one) => [one.seq, one.changes.length])).toEqual([[1, 0], [2, 1]]);
  });

  test("an answer the record refuses stays in its field, with the reason, as a draft", async () => {
    const { option, question, model } = await show();
    option("stage", "idea").click();
    ack(model, { seq: null, problem: { key: "not_an_option", sentence: "Choose one of the answers shown." } });
    expect(question("stage").textContent).toContain("Choose one of the answers shown.");
    expect(option("stage", "idea").checked).toBe(true);
    await wait(800);
    expect(changes(model).at(-1)).toMatchObject({ do: "draft", value: "idea" });
  });
});

describe("leaving", () => {
  test.each([
    ["pagehide", () => window.dispatchEvent(new Event("pagehide"))],
    ["beforeunload", () => window.dispatchEvent(new Event("beforeunload"))],
    ["answerable-flush", () => window.dispatchEvent(new CustomEvent("answerable-flush", { detail: { dirty: false } }))],
    ["another page of the form", ({ press }) => press(say("save_and_leave"))],
    ["the end of the widget", ({ stop }) => stop()],
  ])("%s sends what was typed as an answer", async (name, leave) => {
    const page = await show();
    type(page.field("problem_statement"), "Bikes");
    leave(page);
    expect(changes(page.model).at(-1)).toMatchObject({ do: "answer", address: "problem_statement", value: "Bikes" });
  });

  test("the host hears whether something could not be sent", async () => {
    const { field, model } = await show();
    const flush = () => {
      const event = new CustomEvent("answerable-flush", { detail: { dirty: false } });
      window.dispatchEvent(event);
      return event.detail.dirty;
    };
    expect(flush()).toBe(false);
    type(field("problem_statement"), "Bikes");
    expect(flush()).toBe(false);
    await wait(6000);
    expect(flush()).toBe(true);
    ack(model);
    expect(flush()).toBe(false);
  });
});

test("the bank comes from its file in the app, and by message when that fails", async () => {
  vi.useRealTimers();
  const bank = sampleBank();
  vi.stubGlobal("fetch", async (url) => ({ ok: url === "/static/bank-1.json", json: async () => bank }));
  const { one, model } = await showForm({ bank_url: "/static/bank-1.json" });
  await new Promise((done) => setTimeout(done, 20));
  expect(model.sent.filter((one) => one.op === "bank")).toEqual([]);
  expect(one(".ans-tasks")).not.toBeNull();
});
