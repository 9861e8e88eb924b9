/**
 * Turns pasted text into a file with one username a line. People paste columns from spreadsheets, and lists with commas
 * or spaces between names. Real CSV (with a quote, or a first line that names its columns) stays as it is.
 */
export function pastedFile(text: string): string {
  const [first = ""] = text.trimStart().split(/\r\n|\n|\r/, 1);
  if (
    text.includes('"') ||
    /(^|[,;\t])\s*(user_?name|handle|screen_?name)\s*([,;\t]|$)/i.test(first)
  ) {
    return text;
  }
  return text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .join("\n");
}
