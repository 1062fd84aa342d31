// What an overlay has not translated says which language it is in; what it has does not.
import { afterEach, expect, test } from "vitest";
import { h, append, setText, speakAlso } from "../../widgets/answerable_widgets/form/dom.js";
import { tongueOf } from "../../widgets/answerable_widgets/form/tongues.js";
import { sampleBank } from "./content.js";

afterEach(() => speakAlso(null));

const question = (bank) => Object.values(bank.concepts)[0];

function welsh() {
  const bank = sampleBank();
  question(bank).ask = "Beth yw enw’r prosiect?";
  return { ...bank, original: "en-GB", language: "cy", translated: [question(bank).ask], law: { act: { title: "Act 2010", section: "section 1" } } };
}

test("a bank in one language marks nothing", () => {
  expect(tongueOf(sampleBank())).toBe(null);
  expect(tongueOf({ ...welsh(), original: "" })).toBe(null);
  expect(tongueOf({ ...welsh(), language: "en-GB" })).toBe(null);
});

test("a text that is not translated is of the other language, a translated one is not", () => {
  const bank = welsh();
  const { lang, texts } = tongueOf(bank);

  expect(lang).toBe("en-GB");
  expect(texts.has(question(bank).hint)).toBe(true);
  expect(texts.has(question(bank).ask)).toBe(false);
  expect(texts.has("Act 2010, section 1")).toBe(true);
  expect(texts.has(question(bank).id)).toBe(false);
});

test("an element that holds such a text alone is marked, beside others a part of it", () => {
  const bank = welsh();
  const { hint, ask } = question(bank);
  speakAlso(tongueOf(bank));

  expect(h("p", {}, hint).lang).toBe("en-GB");
  expect(h("p", {}, ask).lang).toBe("");
  const mixed = h("p", {}, ask, " ", hint);
  expect(mixed.lang).toBe("");
  expect(mixed.querySelector("span").lang).toBe("en-GB");
  expect(mixed.textContent).toBe(`${ask} ${hint}`);
  const later = append(h("p", {}, ask), hint);
  expect(later.lang).toBe("");
  expect(later.lastChild.lang).toBe("en-GB");
});

test("a text that is put in the place of another takes its mark along", () => {
  const bank = welsh();
  const { hint, ask } = question(bank);
  speakAlso(tongueOf(bank));
  const element = h("p", {});

  setText(element, hint);
  expect(element.lang).toBe("en-GB");
  setText(element, ask);
  expect(element.hasAttribute("lang")).toBe(false);
});

test("without another language nothing is marked", () => {
  expect(h("p", {}, question(welsh()).hint).hasAttribute("lang")).toBe(false);
});
