/** Why a row of a file is not imported. */
export type RowProblem =
  | "no_username"
  | "too_long"
  | "characters"
  | "email"
  | "other_site"
  | "no_profile"
  | "reserved"
  | "unsigned"
  | "altered";

/** Why a whole file cannot be read. These are codes; the screen has the sentence for each. */
export type FileProblem =
  | "empty"
  | "too_large"
  | "archive"
  | "spreadsheet"
  | "image"
  | "pdf"
  | "document"
  | "markup"
  | "json"
  | "binary"
  | "utf32"
  | "endless_row"
  | "not_an_export"
  | "no_rows"
  | "gone"
  | "failed";

const ROW: Record<RowProblem, string> = {
  no_username: "The username is missing",
  too_long: "Longer than 15 characters",
  characters: "A username has only letters, digits and underscores",
  email: "An e-mail address, not a username",
  other_site: "A link to another site",
  no_profile: "A link without a profile in it",
  reserved: "A page of the network, not a person",
  unsigned: "Not exported by this workspace",
  altered: "Changed since this workspace exported it",
};

/**
 * One sentence for a row's problem, in the preview and the problem report. For a duplicate it names the row that is
 * repeated.
 */
export const problemOfRow = (verdict: "invalid" | "duplicate", problem: string | null): string =>
  verdict === "duplicate"
    ? `The same username as ${problem ?? "an earlier row"}`
    : (ROW[problem as RowProblem] ?? "This row cannot be imported");

type Refusal = { title: string; advice: string };

const FILE: Record<FileProblem, Refusal> = {
  empty: { title: "This file is empty", advice: "Choose a file with one lead per row." },
  too_large: {
    title: "This file is larger than 200 MB",
    advice: "Split it into parts of up to 200 MB and import them one after the other.",
  },
  archive: {
    title: "This is an archive, not a CSV",
    advice: "Unpack it and choose the CSV inside.",
  },
  spreadsheet: {
    title: "This is a spreadsheet, not a CSV",
    advice: "Open it in your spreadsheet program, save it as CSV and choose that file.",
  },
  image: { title: "This is an image, not a CSV", advice: "Choose a CSV or paste the usernames." },
  pdf: { title: "This is a PDF, not a CSV", advice: "Choose a CSV or paste the usernames." },
  document: {
    title: "This is a text document, not a CSV",
    advice: "Save the usernames as plain text or CSV, or paste them.",
  },
  markup: {
    title: "This is a web page, not a CSV",
    advice: "Download the list as CSV, or paste the usernames.",
  },
  json: {
    title: "This is JSON, not a CSV",
    advice: "Export the list as CSV, or paste the usernames.",
  },
  binary: {
    title: "This is not a text file",
    advice: "Choose a CSV, a plain text file, or paste the usernames.",
  },
  utf32: {
    title: "This file is in UTF-32",
    advice: "Save it as UTF-8 and choose it again.",
  },
  endless_row: {
    title: "A row never ends",
    advice:
      "Put one lead per row. A quote opened there and never closed has this effect too: close it or remove it.",
  },
  not_an_export: {
    title: "This file is not in the export format",
    advice: "The export format is free because each row carries a signature of this workspace.",
  },
  no_rows: { title: "This file has a header and no rows", advice: "Add one lead per row." },
  failed: {
    title: "Reading this file failed",
    advice: "Choose the file again.",
  },
  gone: {
    title: "This upload was removed",
    advice: "Uploads are kept for 7 days. Choose the file again.",
  },
};

/** `detail` names what the file is ("PNG image") or where the problem is ("row 512"), when that is known. */
export function fileProblemText(problem: string, detail?: string | null): Refusal {
  const found = FILE[problem as FileProblem] ?? {
    title: "This file cannot be read",
    advice: "Save it as CSV in UTF-8 and choose it again.",
  };
  return detail ? { ...found, title: `${found.title} (${detail})` } : found;
}
