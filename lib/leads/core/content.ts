import type { FileProblem } from "./problem";

/**
 * Bytes that no text has. Only a file with one of them is examined for its type: the marks of many formats are plain
 * letters ("BM" of a bitmap, "ID3" of a song, "BZh" of an archive), and a list may well begin with BMW.
 */
export const hasBinaryBytes = (sample: Uint8Array): boolean =>
  sample.some((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte));

/** Tab, line feed, vertical tab, form feed, carriage return, DOS end of file, escape. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b]);

/** An archive is recognised by its first bytes, even if it is cut off and has nothing else to be recognised by. */
export const startsAsArchive = (sample: Uint8Array): boolean =>
  (sample[0] === 0x50 && sample[1] === 0x4b && sample[2] === 0x03 && sample[3] === 0x04) ||
  (sample[0] === 0x1f && sample[1] === 0x8b);

/** The problem of a file whose type was recognised by its bytes. */
export function problemOfType(mime: string, extension: string): FileProblem {
  if (mime.startsWith("image/")) return "image";
  if (mime === "application/pdf") return "pdf";
  if (/spreadsheet|ms-excel/.test(mime) || /^(xlsx|xlsm|xls|ods|numbers)$/.test(extension)) {
    return "spreadsheet";
  }
  if (/wordprocessing|presentation|opendocument|rtf|epub/.test(mime)) return "document";
  if (/zip|gzip|x-7z|rar|x-tar|bzip|x-xz|zstd|compress|x-cfb/.test(mime)) {
    return mime === "application/x-cfb" ? "spreadsheet" : "archive";
  }
  return "binary";
}

/** Text that is plainly something other than a list: a PDF in ASCII, rich text, a web page, JSON. */
export function problemOfText(text: string): FileProblem | null {
  const head = text.trimStart().slice(0, 400);
  if (head.startsWith("%PDF-")) return "pdf";
  if (head.startsWith("{\\rtf")) return "document";
  if (/^<(!doctype|html|\?xml|svg|head|body)\b/i.test(head)) return "markup";
  if (/^(\[\s*)?\{\s*"/.test(head) || /^\[\s*"/.test(head)) return "json";
  return null;
}
