import type PDFDocument from "pdfkit";

type Doc = InstanceType<typeof PDFDocument>;
/** What pdfkit knows of a typeface and does not tell. */
type Typeface = { hasGlyphForCodePoint(code: number): boolean };

/** Digits of equal width, so that points stand under each other. */
export const DIGITS: PDFKit.Mixins.TextOptions = { lineBreak: false, features: ["tnum"] };

/** Words whose layout the document may keep. */
const WORDS_KEPT = 50_000;

/** What every typeface here has. */
const ORDINARY = /^[ -~]*$/;

/** How wide what is written in one size is, and what of it is worth remembering. */
export class Type {
  readonly #known = new Map<string, boolean>();
  readonly #letters = new Map<string, number>();
  readonly #numbers = new Map<string, number>();
  readonly #words = new Set<string>();

  constructor(
    private readonly doc: Doc,
    private readonly size: number,
  ) {}

  /** Whether a letter was left out since this was last false. */
  leftOut = false;

  /**
   * The words in letters that the typeface has: a question mark for any other one, and nothing for what only joins or
   * turns letters. Otherwise there would be boxes, all of which are copied as the same letter.
   */
  written(words: string): string {
    if (ORDINARY.test(words)) return words;
    return [...words].map((letter) => this.#written(letter)).join("");
  }

  #written(letter: string): string {
    if (this.#has(letter)) return letter;
    if (/^[\p{Cf}\p{M}]$/u.test(letter)) return "";
    this.leftOut = true;
    return "?";
  }

  #has(letter: string): boolean {
    return kept(this.#known, letter, () => {
      this.doc.font("text");
      const { font } = (this.doc as unknown as { _font: { font: Typeface } })._font;
      return font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
    });
  }

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

function kept<Fact>(facts: Map<string, Fact>, name: string, learn: () => Fact): Fact {
  const known = facts.get(name);
  if (known !== undefined) return known;
  const fact = learn();
  facts.set(name, fact);
  return fact;
}
