/**
 * The export format (docs/export-format.md): what a list is saved as, and what can be imported again for free. A row is
 * free only with a signature of this workspace over its fields, so nobody can write such a row by hand.
 */
export const FIELDS = [
  "username",
  "name",
  "bio",
  "location",
  "website",
  "followers",
  "following",
] as const;
export type Field = (typeof FIELDS)[number];

/** A lead's fields as text; an empty one is "". */
export type LeadFields = Record<Field, string>;

/** The last column. Its name identifies a file in the export format. */
export const SIGNATURE_COLUMN = "wellspent_signature";
export const EXPORT_COLUMNS: readonly string[] = [...FIELDS, SIGNATURE_COLUMN];
export const SIGNATURE_VERSION = "w1";

/**
 * What a row's signature covers: the version, the lead's key, and every field, framed so that no two rows give the same
 * text. All line ends inside a field count as one kind, because spreadsheet programs rewrite them when they save.
 */
export const signedText = (fields: LeadFields): string =>
  JSON.stringify([
    SIGNATURE_VERSION,
    fields.username.toLowerCase(),
    ...FIELDS.map((field) => fields[field].replace(/\r\n?/g, "\n")),
  ]);

const FORMULA = "[=+\\-@\uff1d\uff0b\uff0d\uff20]";
/** What spreadsheet programs take for a formula, and the apostrophe itself, so that removing it is exact. */
const FIRST = new RegExp(`^(?:['\\t\\r\\n]|\\s*${FORMULA})`);
/** If the comma is the decimal point, a cell begins after each of these, whatever the quotes say. */
const LATER = new RegExp(`([;\\t\\r\\n] *)(?='*${FORMULA})`, "g");
const MARKED = new RegExp(`([;\\t\\r\\n] *)'(?='*${FORMULA})`, "g");

/**
 * Keeps a spreadsheet program from running a field: a field that it would run gets an apostrophe in front, and so does
 * such a part of a field.
 */
export function guard(field: string): string {
  const inside = field.replace(LATER, "$1'");
  return FIRST.test(field) ? `'${inside}` : inside;
}

/** Removes the apostrophes of `guard`. For every text, `unguard(guard(text))` is `text`. */
export const unguard = (field: string): string =>
  (field.startsWith("'") ? field.slice(1) : field).replace(MARKED, "$1");

/** One line of CSV, ending in CRLF. Quotes whatever a reader could misunderstand. */
export const csvLine = (fields: readonly string[]): string =>
  `${fields.map((field) => (/[",;\t\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(",")}\r\n`;

/** The name under which a browser saves the download: the list's name and the day. */
export function exportFileName(name: string, day: Date): string {
  const file = `${name.replace(/[\p{Cc}"/\\:*?<>|]/gu, " ").trim() || "Leads"} ${day.toISOString().slice(0, 10)}.csv`;
  const ascii = file.replace(/[^\x20-\x7e]/g, "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.toWellFormed())}`;
}
