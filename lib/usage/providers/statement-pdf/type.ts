import type PDFDocument from "pdfkit";

type Doc = InstanceType<typeof PDFDocument>;

/** Digits of equal width, so that points stand under each other. */
export const DIGITS: PDFKit.Mixins.TextOptions = { lineBreak: false, features: ["tnum"] };

/** Words whose layout the document may keep. */
const WORDS_KEPT = 50_000;

/** How wide what is written in one size is, and what of it is worth remembering. */
export class Type {
  readonly #letters = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  readonly #words = new Set<string>();

  constructor(
    private readonly doc: Doc,
    private readonly size: number,
  ) {}

  /** Most words come again and again; a hundred thousand that do not would only fill the memory. */
  isWorthKeeping(words: string): boolean {
    const all = words.split(" ");
    if (this.#words.size < WORDS_KEPT) for (const word of all) this.#words.add(word);
    return all.every((word) => this.#words.has(word));
  }

  /** Digits are equally wide, so all numbers of one shape are. */
  numberWidth(words: string, font: string): number {
    const shape = words.replace(/\d/g, "0");
    return kept(this.#numbers, `${font} ${shape}`, () =>
      this.doc.font(font).fontSize(this.size).widthOfString(shape, DIGITS),
    );
  }

  /** Laying out a line takes a hundred times longer than adding up its letters. */
  letterWidth(letter: string): number {
    return kept(this.#letters, letter, () =>
      this.doc.font("text").fontSize(this.size).widthOfString(letter),
    );
  }
}

function kept(widths: Map<string, number>, name: string, measure: () => number): number {
  const known = widths.get(name);
  if (known !== undefined) return known;
  const width = measure();
  widths.set(name, width);
  return width;
}
