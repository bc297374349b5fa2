import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, readCsvTable } from "./csv-text";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ["a,b\n1,2\n", ","],
  ["a;b\r\n1;2", ";"],
  ["\ufeffa\tb\r1\t2\r", "\t"],
])("%j has its separator found, and no byte order mark in its first name", (text, separator) => {
  const table = readCsvTable(bytes(text));
  expect(table).toMatchObject({ header: ["a", "b"], rows: [{ line: 2, cells: ["1", "2"] }], separator });
});

test("lines are counted as an editor counts them, also after empty ones and breaks in quotes", () => {
  const { rows } = readCsvTable(bytes('a,b\n\n"x\ny",2\n , \n3,"say ""hi"""\n'));
  expect(rows).toEqual([
    { line: 3, cells: ["x\ny", "2"] },
    { line: 6, cells: ["3", 'say "hi"'] },
  ]);
});

test("files of other encodings are read", () => {
  const windows = new Uint8Array([...bytes("name\nM"), 0xfc, ...bytes("ller\n")]);
  expect(readCsvTable(windows)).toMatchObject({ encoding: "Windows-1252", rows: [{ cells: ["Müller"] }] });
  const wide = new Uint8Array([0xff, 0xfe, ...[..."a\nß"].flatMap((sign) => [sign.charCodeAt(0), 0])]);
  expect(readCsvTable(wide)).toMatchObject({ encoding: "UTF-16", header: ["a"], rows: [{ cells: ["ß"] }] });
});

test("whatever is written as a line is read again", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", ",", ";", '"', "\n", " ", "ü") });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 4 }), (cells) => {
      const { rows } = readCsvTable(bytes(`${csvLine(cells.map((_, index) => `c${index}`))}${csvLine(cells)}`));
      expect(rows.map((row) => row.cells)).toEqual(cells.some((each) => each.trim() !== "") ? [cells] : []);
    }),
  );
});
