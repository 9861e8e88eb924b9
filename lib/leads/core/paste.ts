/**
 * What was pasted, as a file of one username per line. People paste columns out of spreadsheets, and lists with commas
 * or spaces between names; whoever pastes real CSV (a quote, or a first line that names its columns) keeps it as it is.
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
