let widths: number[] = [];

/** Begins a table. Its first column takes what the others leave of a line. */
export function title(text: string, columns: readonly string[]): void {
  widths = columns.map((name, index) => Math.max(name.length + 2, index === 0 ? 44 : 10));
  console.log(`\n${text}\n`);
  row(columns);
}

/** Texts are aligned to the left, numbers to the right. */
export function row(cells: readonly (string | number)[]): void {
  const text = cells.map((cell, index) => {
    const width = widths[index] ?? 0;
    return typeof cell === "number" ? String(cell).padStart(width) : cell.padEnd(width);
  });
  console.log(text.join(" "));
}
