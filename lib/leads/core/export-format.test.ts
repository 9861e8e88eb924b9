import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine, FIELDS, guard, type LeadFields, signedText, unguard } from "./export-format";

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "=1+1",
    "'=x",
    "'",
    "@sum",
    "-1",
    '"',
    'a"b',
    "a,b;c\td",
    "a\r\nb",
    "\r",
    "\n",
    "",
    " =1",
    "\n=1",
    "Founder;=1+1",
    "Founder; '@x",
    "one\n-two\t\t＝3",
  ),
);

test("what is written is read again exactly, by any CSV reader", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 2, maxLength: 8 }), { minLength: 1 }),
      (rows) => {
        const width = Math.max(...rows.map((row) => row.length));
        const full = rows.map((row) => [...row, ...Array<string>(width - row.length).fill("x")]);
        const file = full.map((row) => csvLine(row.map(guard))).join("");
        const read = parse(file, { record_delimiter: "\r\n" }).map((row) => row.map(unguard));
        expect(read).toEqual(full);
      },
    ),
  );
});

test("no field of an export can run as a formula, nor what stands after a semicolon, a tab or a line end in it", () => {
  const runs = (cell: string) => /^ *[=+\-@＝＋－＠]/.test(cell);
  fc.assert(
    fc.property(
      text,
      (field) =>
        !guard(field)
          .split(/[;\t\r\n]/)
          .some(runs),
    ),
  );
});

test("the signed text tells any two leads apart", () => {
  const lead = fc.record(
    Object.fromEntries(FIELDS.map((field) => [field, text])) as Record<
      keyof LeadFields,
      typeof text
    >,
  );
  fc.assert(
    fc.property(lead, lead, (one, other) => {
      const same = FIELDS.every(
        (field) => one[field].replace(/\r\n?/g, "\n") === other[field].replace(/\r\n?/g, "\n"),
      );
      expect(signedText(one) === signedText(other)).toBe(same);
    }),
  );
});
