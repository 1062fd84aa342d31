// What people paste from spreadsheets: cells, columns, values, and what becomes of each line. Much of it is odd on purpose.
import { describe, expect, test } from "vitest";
import { linesOf, partedBy, textOf } from "../../widgets/answerable_widgets/form/pastetext.js";
import { cellProblem, readCell } from "../../widgets/answerable_widgets/form/pastevalues.js";
import { sampleBank } from "./content.js";
import { ack, changes, expectNoViolations, fullRoute, patches, rows, say, showForm } from "./stage.js";

const cells = (text, parted = "tab") => linesOf(text, parted).map((line) => line.cells);

describe("lines of cells", () => {
  test.each([
    ["a\tb\nc\td\n", [["a", "b"], ["c", "d"]]],
    ["a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]],
    ["a\rb", [["a"], ["b"]]],
    ["\ufeffa\tb", [["a", "b"]]],
    ['"two\nlines"\tb', [["two\nlines", "b"]]],
    ['"two\r\nlines, ""quoted"""\tb\r\n', [['two\r\nlines, "quoted"', "b"]]],
    ['"a\tb"\tc', [["a\tb", "c"]]],
    ['"Hello" he said\tb', [['"Hello" he said', "b"]]],
    ['6" nails\tb', [['6" nails', "b"]]],
    ['"never closed\tb\nc', [['"never closed', "b"], ["c"]]],
    ['""\tb', [["", "b"]]],
    ["\t\n \t \n\na", [["a"]]],
    ["a\t\tb\t", [["a", "", "b", ""]]],
    ["", []],
    ["\n\n\n", []],
    ["nul\u0000l\tb", [["nul\u0000l", "b"]]],
    ["\u202eabc\t😀", [["\u202eabc", "😀"]]],
  ])("%j", (text, wanted) => expect(cells(text)).toEqual(wanted));

  test("numbers of lines count the blank ones, and the text of each is kept as it was", () => {
    expect(linesOf('a\n\n"b\nc"\td', "tab").map(({ number, raw }) => [number, raw])).toEqual([[1, "a"], [3, '"b\nc"\td']]);
  });

  test.each([
    ["a\tb, c", "tab"],
    ["a,b\nc,d", "comma"],
    ['"a, x",b\nc,d', "comma"],
    ["a;b\nc;d", "semicolon"],
    ["Stops, searches\nMaps, places", "none"],
    ["Stops, searches and more\nMaps", "none"],
    ["a,b", "none"],
    ["one\ntwo", "none"],
    ["", "none"],
  ])("%j is parted by %s", (text, wanted) => expect(partedBy(text)).toBe(wanted));

  test.each(["tab", "comma", "semicolon"])("what is left over is read back as it was, parted by %s", (parted) => {
    const odd = [["a", 'say "x"', "l1\nl2", "1,2;3\t4", '"', ""], ["=1+1", "x", "", "y", "z", "end"]];
    expect(cells(textOf(odd, parted), parted)).toEqual(odd);
  });

  test("a megabyte of quotes is read in one go", () => {
    const hostile = `${'"\t""'.repeat(100000)}\n${'"'.repeat(300001)}`;
    expect(linesOf(hostile, "tab").length).toBeGreaterThan(0);
  });
});

describe("values of each kind", () => {
  const bank = sampleBank();
  const app = {
    bank, say,
    session: { answers: { datasets: rows() }, value: (address) => rows().find((row) => row.id === address.split("/")[1])?.values[address.split("/")[2]] ?? null },
  };
  const read = (answer, text) => {
    const { value, problem } = readCell(app, answer, text);
    return problem ? cellProblem(app, problem) : value;
  };
  const options = [{ value: "us", label: "Us" }, { value: "open", label: "Open to all, such as the web" }, { value: "both", label: "Both, or more" }];
  const because = (facts) => say("paste_not_option", { options: "Us; Open to all, such as the web; Both, or more", ...facts });

  test.each([
    ["US", "us"], [" us ", "us"], ["Open to all, such as the web", "open"], ["open", "open"], ["Open to", "open"], ["Op", because()], ["Mars", because()], ["!!!", because()],
  ])("choice %j", (text, wanted) => expect(read({ kind: "choice", options }, text)).toEqual(wanted));

  test.each([
    ["us; both", ["us", "both"]], ["Us, Open to all, such as the web", because()], ["us,open", ["us", "open"]], ["Us\nBoth, or more", ["us", "both"]], ["us; us", ["us"]], ["us; Mars", because()],
  ])("choices %j", (text, wanted) => expect(read({ kind: "choices", options }, text)).toEqual(wanted));

  test.each([
    ["Yes", { choice: "yes", why: "" }], ["n", { choice: "no", why: "" }], ["TRUE", { choice: "yes", why: "" }], ["Not sure", { choice: "unsure", why: "" }],
    ["yes: names: two of them", { choice: "yes", why: "names: two of them" }], ["No, nobody", { choice: "no", why: "nobody" }],
    ["No \u2013 coded\nsince May", { choice: "no", why: "coded\nsince May" }], ["perhaps", say("paste_not_yes_no")], ["nobody knows", say("paste_not_yes_no")],
  ])("yes, no or unsure %j", (text, wanted) => expect(read({ kind: "yes_no_unsure" }, text)).toEqual(wanted));

  test.each([
    ["5/3/2026", "2026-03-05"], ["05.03.26", "2026-03-05"], ["5-3-2026", "2026-03-05"], ["2026-03-05", "2026-03-05"], ["2026-03-05T10:00:00Z", "2026-03-05"],
    ["5 March 2026", "2026-03-05"], ["5-Mar-26", "2026-03-05"], ["Thursday, 5th March 2026", "2026-03-05"], ["1 Sept 2026", "2026-09-01"], ["05/03/2026 00:00", "2026-03-05"],
    ["31/02/2026", bank.problems.not_a_date], ["12/25/2026", bank.problems.not_a_date], ["soon", bank.problems.not_a_date], ["46086", bank.problems.not_a_date],
    ["5 Ma 2026", bank.problems.not_a_date], ["5 Marchember 2026", bank.problems.not_a_date], ["29/2/2027", bank.problems.not_a_date],
  ])("date %j", (text, wanted) => expect(read({ kind: "date" }, text)).toEqual(wanted));

  test.each([
    ["1,200", 1200], ["1 200.5", 1200.5], ["£3,000,000", 3000000], ["12 people", 12], ["-4", -4], [".5", 0.5],
    ["1,2", bank.problems.not_a_number], ["1.200,50", bank.problems.not_a_number], ["1e5", bank.problems.not_a_number], ["=1+1", bank.problems.not_a_number],
    ["lots", bank.problems.not_a_number], ["99999999999999999999", bank.problems.not_a_number],
  ])("number %j", (text, wanted) => expect(read({ kind: "number", unit: "people" }, text)).toEqual(wanted));

  test.each([
    ["Head of data", { role: "Head of data", name: "" }], ["Head of data (Ana Díaz)", { role: "Head of data", name: "Ana Díaz" }], ["Head; Ana", { role: "Head", name: "Ana" }],
  ])("person %j", (text, wanted) => expect(read({ kind: "person" }, text)).toEqual(wanted));

  test.each([
    ["stops", ["r-aaaa"]], ["Stops; Maps", ["r-aaaa", "r-bbbb"]], ["Stops, Maps", ["r-aaaa", "r-bbbb"]], ["Maps; Cars", say("paste_not_row", { row_name: "dataset", name: "Cars" })],
  ])("rows %j", (text, wanted) => expect(read({ kind: "refer", to: "datasets" }, text)).toEqual(wanted));

  test.each([
    ['=HYPERLINK("http://x","y")', '=HYPERLINK("http://x","y")'], ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"], ["two\nlines", "two lines"],
    ["x".repeat(201), say("paste_too_long", { length: 201, limit: 200 })], ["  ", null],
  ])("a line of text", (text, wanted) => expect(read({ kind: "text", size: "line" }, text)).toEqual(wanted));
});

describe("the panel", () => {
  const HEAD = "What is it called?\tIs {row} about people?\tSpecial\tnote";
  const open = async (bank = sampleBank()) => {
    const ui = await showForm({ answers: { ...fullRoute(), datasets: rows() } }, { at: "task?task=data", bank });
    const summary = ui.all("summary").find((one) => one.textContent === say("paste_summary"));
    summary.click();
    const fold = summary.parentNode;
    const box = fold.querySelector("textarea");
    const paste = async (text) => {
      box.value = text;
      box.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((done) => setTimeout(done, 350));
    };
    const take = () => [...fold.querySelectorAll("button")].at(-1);
    return { ...ui, fold, box, paste, take, said: () => fold.textContent };
  };

  test("headings say what the columns are; each line is shown as it was understood, with what does not fit", async () => {
    const ui = await open();
    await ui.paste(`${HEAD}\nCars\tyes: plates\tHealth\t=1+1\nBikes\tperhaps\tblood\tfine`);
    expect([...ui.fold.querySelectorAll("select")].slice(1).map((one) => one.value)).toEqual(["title", "personal", "special", "note"]);
    expect(ui.said()).toContain(say("paste_counts", { fresh: 2, known: 0, problems: 2 }));
    expect([...ui.fold.querySelectorAll("tbody tr")].map((one) => one.cells.length)).toEqual([5, 5]);
    expect(ui.said()).toContain(say("paste_problem", { number: 3, ask: "Is this dataset about people?", sentence: say("paste_not_yes_no"), text: "perhaps" }));
    expect(changes(ui.model)).toEqual([]);
    await expectNoViolations(ui.el);
  });

  test("what fits is taken in as rows, in their order; what does not is kept in the box and can be put right", async () => {
    const ui = await open();
    await ui.paste(`${HEAD}\nCars\tyes: plates\tHealth\t=1+1\nBikes\tperhaps\t\tfine`);
    ui.take().click();
    ack(ui.model);
    const sent = changes(ui.model);
    const [cars, bikes] = sent.filter((one) => one.do === "add_row");
    expect([cars.after, bikes.after]).toEqual(["r-bbbb", cars.address.split("/")[1]]);
    expect(sent.filter((one) => one.do === "answer").map(({ address, value }) => [address, value])).toEqual([
      [`${cars.address}/title`, "Cars"], [`${cars.address}/personal`, { choice: "yes", why: "plates" }], [`${cars.address}/special`, ["health"]], [`${cars.address}/note`, "=1+1"],
      [`${bikes.address}/title`, "Bikes"], [`${bikes.address}/note`, "fine"],
    ]);
    expect(ui.box.value).toBe(`${HEAD}\nBikes\tperhaps\t\t`);
    expect(document.activeElement.textContent).toContain(say("paste_taken", { fresh: 2, known: 0 }));
    ack(ui.model);

    await ui.paste(`${HEAD}\nBikes\tno\t\t`);
    ui.take().click();
    expect(changes(ui.model).at(-1)).toMatchObject({ address: `${bikes.address}/personal`, value: { choice: "no", why: "" } });
    expect(ui.box.value).toBe("");
    expect(ui.all(".ans-cards > li")).toHaveLength(4);
  });

  test("pasted twice it adds nothing, and no answer is written over", async () => {
    const ui = await open();
    await ui.paste("name\tnote\nStops\tNew note\nMaps\t");
    expect(ui.said()).toContain(say("paste_counts", { fresh: 0, known: 1, problems: 0 }));
    ui.take().click();
    expect(changes(ui.model)).toEqual([expect.objectContaining({ do: "answer", address: "datasets/r-aaaa/note", value: "New note" })]);
    ack(ui.model);
    await ui.paste("name\tnote\nStops\tAnother note");
    expect(ui.said()).toContain(say("paste_other_answer"));
    expect(ui.take().hidden).toBe(true);
  });

  test("without headings people say what the columns are, and each column is one thing only", async () => {
    const ui = await open();
    await ui.paste("Cars\tno\tfine words\nBikes\tyes\tmore words");
    const selects = [...ui.fold.querySelectorAll("select")].slice(1);
    expect(selects.map((one) => one.value)).toEqual(["title", "personal", ""]);
    selects[2].value = "title";
    selects[2].dispatchEvent(new Event("change"));
    expect(selects.map((one) => one.value)).toEqual(["", "personal", "title"]);
  });

  test("there is room for so many; the lines beyond stay in the box", async () => {
    const ui = await open();
    await ui.paste(Array.from({ length: 201 }, (_, at) => `Row ${at}\tno`).join("\n"));
    expect(ui.said()).toContain(say("paste_counts", { fresh: 198, known: 0, problems: 3 }));
    expect(ui.said()).toContain(say("paste_caption_some", { shown: 13, total: 201 }));
    ui.take().click();
    expect(ui.box.value).toBe("Row 198\tno\nRow 199\tno\nRow 200\tno");
  });

  test("a line with a fault and no name stays whole, for nobody could find its row again", async () => {
    const ui = await open();
    await ui.paste("name\tpersonal\tnote\n\tperhaps\tfine\n\tno\tgood");
    expect(ui.said()).toContain(say("paste_counts", { fresh: 1, known: 0, problems: 1 }));
    ui.take().click();
    expect(ui.box.value).toBe("name\tpersonal\tnote\n\tperhaps\tfine");
  });

  test("hundreds of answers go in patches that the record takes", async () => {
    const bank = sampleBank();
    bank.limits.rows = 500;
    const ui = await open(bank);
    await ui.paste(["name\tpersonal\tspecial\tnote", ...Array.from({ length: 300 }, (_, at) => `Row ${at}\tyes\thealth\t${at}`)].join("\n"));
    ui.take().click();
    for (let sent = -1; sent !== patches(ui.model).length;) {
      sent = patches(ui.model).length;
      ack(ui.model);
    }
    expect(Math.max(...patches(ui.model).map((one) => one.changes.length))).toBeLessThanOrEqual(1000);
    expect(changes(ui.model)).toHaveLength(300 * 5);
    expect(changes(ui.model).filter((one) => one.do === "add_row").map((one) => one.after)[0]).toBe("r-bbbb");
  });
});
