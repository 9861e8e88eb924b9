import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import PDFDocument from "pdfkit";
import {
  formatCount,
  formatCredits,
  formatMoved,
  formatSigned,
  kindName,
} from "@/lib/credits/core/format";
import { dayLabel, dayOf, timeLabel, zoneCity } from "@/lib/usage/core/calendar";
import { monthLabel } from "@/lib/usage/core/month";
import { closingLabel, rowText, type Statement, type Turnover } from "@/lib/usage/core/statement";
import type { Transaction } from "@/lib/usage/core/transaction";
import { DIGITS, Type } from "@/lib/usage/providers/statement-pdf/type";

type Doc = InstanceType<typeof PDFDocument>;
type Column = { x: number; width: number; align: "left" | "right" };

/** A4, in points. */
const PAGE = { width: 595.28, height: 841.89, left: 48, right: 547.28, top: 56, bottom: 782 };
const FOOT = 802;
const SIZE = 8.5;
const ROW = 17;
const HEAD = 24;
const INK = "#1b1d22";
const QUIET = "#6b6e76";
const RULE = "#e3e3df";
const ROWS_AT_ONCE = 25;
const UNWRITTEN = "? stands for a letter that this page cannot show. The CSV has every letter.";
const FONTS = "node_modules/geist/dist/fonts/geist-sans";

const ROWS: Record<"time" | "what" | "by" | "amount" | "balance", Column> = {
  time: { x: PAGE.left, width: 62, align: "left" },
  what: { x: 114, width: 224, align: "left" },
  by: { x: 346, width: 76, align: "left" },
  amount: { x: 424, width: 54, align: "right" },
  balance: { x: 480, width: PAGE.right - 480, align: "right" },
};

/**
 * A statement as PDF, in pieces. One batch of rows is in memory, and the next is read when the previous piece was
 * taken. The number of pages follows from the number of rows, so that every page can say it.
 */
export async function* statementPdf(
  workspaceName: string,
  { statement, turnover }: { statement: Statement; turnover: Turnover },
  rows: AsyncIterable<readonly Transaction[]>,
): AsyncGenerator<Buffer> {
  const paper = new Paper(workspaceName, statement);
  paper.summary(turnover);
  paper.totals();
  paper.beginRows();
  yield* paper.taken();
  for await (const batch of rows) {
    for (const [index, row] of batch.entries()) {
      paper.row(row);
      // Drawing takes a while: let others have their turn in between.
      if (index % ROWS_AT_ONCE === 0) await setImmediate();
    }
    yield* paper.taken();
  }
  await paper.end();
  yield* paper.taken();
}

/** How far down a page the next line goes, and when the next page begins. The same for counting and for drawing. */
class Cursor {
  page = 1;
  y: number = PAGE.top;

  /** Makes room for `height`. Returns true if that began a new page, on which `head` is then reserved. */
  take(height: number, head = 0): boolean {
    const turns = this.y + height > PAGE.bottom;
    if (turns) {
      this.page += 1;
      this.y = PAGE.top + head;
    }
    this.y += height;
    return turns;
  }
}

const SUMMARY = 176;

/** How many pages a statement takes. */
export function pagesOf({ totals, rows }: Statement): number {
  const cursor = new Cursor();
  cursor.take(SUMMARY);
  cursor.take(HEAD + ROW);
  for (const _ of totals) cursor.take(ROW, HEAD);
  cursor.take(ROW, HEAD);
  cursor.take(HEAD * 2 + ROW);
  for (let row = 0; row < rows; row++) cursor.take(ROW, HEAD);
  cursor.take(ROW, HEAD);
  return cursor.page;
}

class Paper {
  readonly #doc: Doc;
  readonly #cursor = new Cursor();
  readonly #pages: number;
  readonly #ended: Promise<void>;
  #pieces: Buffer[] = [];
  #inRows = false;
  readonly #type: Type;

  constructor(
    private readonly workspaceName: string,
    private readonly statement: Statement,
  ) {
    const title = `Statement, ${kindName(statement.kind)}, ${monthLabel(statement.month)}`;
    const info = { Title: title, Author: workspaceName, Creator: "Wellspent" };
    this.#doc = new PDFDocument({ size: "A4", margin: 0, autoFirstPage: false, info, lang: "en" });
    this.#doc.on("data", (piece: Buffer) => this.#pieces.push(piece));
    this.#ended = new Promise((resolve) => this.#doc.once("end", resolve));
    this.#doc.registerFont("text", join(process.cwd(), FONTS, "Geist-Regular.ttf"));
    this.#doc.registerFont("strong", join(process.cwd(), FONTS, "Geist-SemiBold.ttf"));
    this.#type = new Type(this.#doc, SIZE);
    this.#pages = pagesOf(statement);
    this.#newPage();
  }

  taken(): Buffer[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  summary({ added, taken }: Turnover): void {
    const { kind, month, timeZone, from, until, isOver, opening, closing } = this.statement;
    const [first, last] = [from, new Date(until.getTime() - 1)].map((at) =>
      dayLabel(dayOf(at, timeZone)),
    );
    this.#text("Statement", PAGE.left, PAGE.top, { size: 20, font: "strong" });
    this.#text(`${this.workspaceName}`, PAGE.left, PAGE.top + 30, { size: 11 });
    this.#text(
      `${kindName(kind)}, ${monthLabel(month)}${isOver ? "" : ", so far"}. ${first} to ${last}, days end at midnight, ${zoneCity(timeZone)}.`,
      PAGE.left,
      PAGE.top + 46,
      { colour: QUIET },
    );
    const figures = [
      ["Opening balance", formatCredits(opening.balance, kind)],
      ["Added", formatSigned(added, kind)],
      ["Taken", formatSigned(taken, kind)],
      [closingLabel(this.statement), formatCredits(closing.balance, kind)],
    ] as const;
    figures.forEach(([label, value], index) => {
      const y = PAGE.top + 78 + index * 19;
      this.#rule(y - 5);
      this.#text(label, PAGE.left, y, { colour: QUIET });
      this.#right(value, PAGE.right, y, index % 3 === 0 ? "strong" : "text");
    });
    this.#cursor.take(SUMMARY);
  }

  totals(): void {
    const { totals, kind, rows } = this.statement;
    this.#cursor.take(HEAD + ROW);
    this.#heading("By operation", this.#cursor.y - HEAD - ROW);
    this.#totalLine(["Operation", "Rows", "Credits"], this.#cursor.y - ROW, QUIET);
    for (const { label, rows: count, amount } of totals) {
      if (this.#cursor.take(ROW, HEAD)) this.#newPage();
      const line = [label, formatCount(count), formatSigned(amount, kind)] as const;
      this.#totalLine(line, this.#cursor.y - ROW, INK);
    }
    if (this.#cursor.take(ROW, HEAD)) this.#newPage();
    const change = totals.reduce((sum, { amount }) => sum + amount, 0);
    const sum = ["Change", formatCount(rows), formatSigned(change, kind)] as const;
    this.#totalLine(sum, this.#cursor.y - ROW, INK, "strong");
  }

  beginRows(): void {
    if (this.#cursor.take(HEAD * 2 + ROW)) this.#newPage();
    this.#heading("Every row", this.#cursor.y - HEAD - ROW);
    this.#rowHead(this.#cursor.y - ROW);
    this.#inRows = true;
  }

  row(row: Transaction): void {
    const { kind, timeZone } = this.statement;
    if (this.#cursor.take(ROW, HEAD)) this.#newPage();
    const y = this.#cursor.y - ROW;
    const at = new Date(row.at);
    const day = dayLabel(dayOf(at, timeZone), this.statement.month);
    this.#rule(y - 4);
    this.#cell(`${day}, ${timeLabel(at, timeZone)}`, ROWS.time, y);
    this.#cell(rowText(row), ROWS.what, y);
    this.#cell(row.actor.name, ROWS.by, y, QUIET);
    this.#cell(formatMoved(row, kind), ROWS.amount, y);
    this.#cell(formatCredits(row.balanceAfter, kind), ROWS.balance, y, QUIET);
  }

  async end(): Promise<void> {
    const { kind, closing } = this.statement;
    if (this.#cursor.take(ROW, HEAD)) this.#newPage();
    const y = this.#cursor.y - ROW;
    this.#rule(y - 4);
    this.#text(closingLabel(this.statement), PAGE.left, y, { font: "strong" });
    this.#right(formatCredits(closing.balance, kind), PAGE.right, y, "strong");
    this.#noteUnwritten();
    this.#doc.end();
    await this.#ended;
  }

  #newPage(): void {
    const { kind, month } = this.statement;
    if (this.#cursor.page > 1) this.#noteUnwritten();
    this.#doc.addPage();
    const about = `Wellspent, ${this.workspaceName}, ${kindName(kind)}, ${monthLabel(month)}`;
    this.#cell(about, { x: PAGE.left, width: 400, align: "left" }, FOOT, QUIET);
    const number = formatCount(this.#cursor.page);
    const of = formatCount(this.#pages);
    this.#right(`Page ${number} of ${of}`, PAGE.right, FOOT, "text", QUIET);
    if (this.#inRows) this.#rowHead(PAGE.top);
  }

  /** At the foot of a page with letters that the typeface lacks. */
  #noteUnwritten(): void {
    if (this.#type.leftOut) this.#text(UNWRITTEN, PAGE.left, FOOT - 12, { colour: QUIET });
    this.#type.leftOut = false;
  }

  #rowHead(y: number): void {
    this.#cell("Time", ROWS.time, y, QUIET);
    this.#cell("Operation", ROWS.what, y, QUIET);
    this.#cell("By", ROWS.by, y, QUIET);
    this.#cell("Credits", ROWS.amount, y, QUIET);
    this.#cell("Balance", ROWS.balance, y, QUIET);
  }

  #totalLine(
    [label, rows, amount]: readonly [string, string, string],
    y: number,
    colour: string,
    font: "text" | "strong" = "text",
  ): void {
    this.#rule(y - 4);
    this.#text(label, PAGE.left, y, { colour, font });
    this.#right(rows, 420, y, font, QUIET);
    this.#right(amount, PAGE.right, y, font, colour);
  }

  #heading(words: string, y: number): void {
    this.#text(words, PAGE.left, y, { size: 11, font: "strong" });
  }

  #rule(y: number): void {
    this.#doc.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.5).strokeColor(RULE).stroke();
  }

  #cell(words: string, { x, width, align }: Column, y: number, colour = INK): void {
    const shown = this.#fitted(words, width);
    if (align === "right") this.#right(shown, x + width, y, "text", colour);
    else this.#text(shown, x, y, { colour });
  }

  #right(words: string, right: number, y: number, font = "text", colour = INK): void {
    this.#doc.font(font).fontSize(SIZE).fillColor(colour);
    const x = right - this.#type.numberWidth(words, font);
    this.#doc.text(words, x, y, DIGITS);
  }

  #text(
    words: string,
    x: number,
    y: number,
    {
      size = SIZE,
      font = "text",
      colour = INK,
    }: { size?: number; font?: string; colour?: string } = {},
  ): void {
    this.#doc.font(font).fontSize(size).fillColor(colour);
    // Given features, even none, pdfkit does not keep the layout of the words in memory.
    const shown = this.#type.written(words);
    const options = this.#type.isWorthKeeping(shown) ? {} : { features: [] };
    this.#doc.text(shown, x, y, { lineBreak: false, ...options });
  }

  /** The words, or as many of them as there is room for. The CSV has them all. */
  #fitted(words: string, width: number): string {
    const letters = [...this.#type.written(words.replace(/\s+/g, " "))];
    let used = 0;
    // Where the dots go: after the last letter that leaves room for them.
    let room = 0;
    for (const [index, letter] of letters.entries()) {
      if (used + this.#type.letterWidth("…") <= width) room = index;
      used += this.#type.letterWidth(letter);
      if (used > width) return `${letters.slice(0, room).join("").trimEnd()}…`;
    }
    return letters.join("");
  }
}
