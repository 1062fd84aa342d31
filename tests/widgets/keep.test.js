import { expect, test } from "vitest";
import { openKeep } from "../../widgets/answerable_widgets/form/keep.js";

const KEY = btoa("0123456789abcdef0123456789abcdef");
const OTHER = btoa("fedcba9876543210fedcba9876543210");
let people = 0;
const somebody = () => `person-${++people}`;

function rawEntries() {
  return new Promise((done) => {
    const opened = indexedDB.open("answerable", 1);
    opened.onsuccess = () => {
      const all = opened.result.transaction("unsaved").objectStore("unsaved").getAll();
      all.onsuccess = () => done(all.result);
    };
  });
}

test("what is put is found again by the same person in the same assessment only", async () => {
  const who = somebody();
  const keep = await openKeep(who, "a1", KEY);
  keep.put("problem", { value: "stolen bikes", based_on: 3, at: "now" });
  await keep.settled();
  expect(await keep.found()).toMatchObject([{ address: "problem", value: "stolen bikes", based_on: 3, at: "now" }]);
  expect(await (await openKeep(who, "a2", KEY)).found()).toEqual([]);
  expect(await (await openKeep(somebody(), "a1", KEY)).found()).toEqual([]);
});

test("nothing readable is stored, and another key reads nothing", async () => {
  const who = somebody();
  const keep = await openKeep(who, "a1", KEY);
  keep.put("problem", { value: "zebra crossing" });
  await keep.settled();
  const bytes = (await rawEntries()).map(({ data }) => new TextDecoder("latin1").decode(data)).join();
  expect(bytes).not.toContain("zebra");
  expect(await (await openKeep(who, "a1", OTHER)).found()).toEqual([]);
});

test("only the newest value stays, and forgetting removes it", async () => {
  const keep = await openKeep(somebody(), "a1", KEY);
  for (const value of ["a", "ab", "abc"]) keep.put("problem", { value });
  await keep.settled();
  expect((await keep.found()).map((one) => one.value)).toEqual(["abc"]);
  keep.forget("problem");
  await keep.settled();
  expect(await keep.found()).toEqual([]);
});

test("forgetting at once after putting leaves nothing behind", async () => {
  const keep = await openKeep(somebody(), "a1", KEY);
  keep.put("problem", { value: "a" });
  keep.forget("problem");
  await keep.settled();
  expect(await keep.found()).toEqual([]);
});

test("wiping takes this person's words only", async () => {
  const [one, other] = [await openKeep(somebody(), "a1", KEY), await openKeep(somebody(), "a1", KEY)];
  one.put("problem", { value: "one" });
  other.put("problem", { value: "other" });
  await Promise.all([one.settled(), other.settled()]);
  one.wipe();
  await one.settled();
  expect(await one.found()).toEqual([]);
  expect(await other.found()).toHaveLength(1);
});

test("a browser that cannot encrypt still gets a form", async () => {
  const keep = await openKeep(somebody(), "a1", "not a key");
  keep.put("problem", { value: "a" });
  keep.forget("problem");
  keep.wipe();
  keep.close();
  expect(await keep.found()).toEqual([]);
});
