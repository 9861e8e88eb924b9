import { inflateSync } from "node:zlib";

/** The words of a PDF that are on one line of a page, from left to right. */
export type Line = string[];

/**
 * The lines of every page of a PDF made by pdfkit, as somebody who copies the text gets them: the letters are those
 * that the fonts' own tables give for the glyphs.
 */
export function linesOf(pdf: Buffer): Line[] {
  const objects = objectsOf(pdf);
  const fonts = new Map<string, readonly string[]>();
  for (const { text } of objects.values()) {
    for (const [, name, id] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id ?? "")?.text ?? "")?.[1];
      if (name && table) fonts.set(name, lettersOf(objects.get(table)?.stream ?? ""));
    }
  }
  const pages = [...objects.values()].filter(({ text }) => /\/Type \/Page\n/.test(text));
  return pages.flatMap(({ text }) => {
    const id = /\/Contents (\d+) 0 R/.exec(text)?.[1] ?? "";
    return linesOn(objects.get(id)?.stream ?? "", fonts);
  });
}

function objectsOf(pdf: Buffer) {
  const text = pdf.toString("latin1");
  const found = new Map<string, { text: string; stream: string }>();
  for (const { 0: all, 1: id = "", 2: dictionary = "", index } of text.matchAll(
    /(?:^|\n)(\d+) 0 obj\n([\s\S]*?)(?:\nstream\n|\nendobj)/g,
  )) {
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const start = index + all.length;
    const packed = pdf.subarray(start, start + length);
    const stream = /FlateDecode/.test(dictionary) ? inflateSync(packed).toString("latin1") : "";
    found.set(id, { text: `${dictionary}\n`, stream });
  }
  return found;
}

/** What each glyph stands for, by its number. */
const lettersOf = (table: string): string[] =>
  [...table.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[(.*?)\]/g)].flatMap(([, list = ""]) =>
    [...list.matchAll(/<(.*?)>/g)].map(([, units = ""]) =>
      String.fromCharCode(...(units.match(/[0-9a-f]{4}/g) ?? []).map((unit) => parseInt(unit, 16))),
    ),
  );

function linesOn(content: string, fonts: ReadonlyMap<string, readonly string[]>): Line[] {
  const lines = new Map<number, { x: number; words: string }[]>();
  let letters: readonly string[] = [];
  let [x, y] = [0, 0];
  for (const line of content.split("\n")) {
    const font = /^\/(F\d+) [\d.]+ Tf$/.exec(line);
    const place = /^1 0 0 1 ([\d.]+) ([\d.]+) Tm$/.exec(line);
    const glyphs = /^\[(.*)\] TJ$/.exec(line);
    if (font) letters = fonts.get(font[1] ?? "") ?? [];
    if (place) [x, y] = [Number(place[1]), Number(place[2])];
    if (!glyphs) continue;
    const hex = [...(glyphs[1] ?? "").matchAll(/<([0-9a-f]*)>/g)].map(([, run]) => run).join("");
    const words = (hex.match(/[0-9a-f]{4}/g) ?? []).map((glyph) => letters[parseInt(glyph, 16)]);
    lines.set(y, [...(lines.get(y) ?? []), { x, words: words.join("") }]);
  }
  return [...lines]
    .sort(([a], [b]) => b - a)
    .map(([, parts]) => parts.sort((a, b) => a.x - b.x).map(({ words }) => words));
}
