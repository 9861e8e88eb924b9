#!/usr/bin/env node
// Checks Wellspent statements and their proofs: node verify-statement.mjs <proof> [<statement.csv>] [<next proof> ...]
//
// Needs Node and nothing else: no network, no Wellspent. It reads each file line by line and recomputes
//   - the chain: each digest is SHA-256 over the digest before it, a line feed, and the entry's JSON to the letter;
//   - the numbering: no entry is missing, doubled or out of order;
//   - the balance: the opening balance plus every amount is the closing balance, and each entry says the sum so far.
// Several proofs of one workspace and kind must follow each other without a gap. A statement (CSV) is compared with the
// proof before it: every transaction in its order and in every column that the proof has, none missing, none more. It
// names the first line, or row and column, that is not true and ends with 1; ends with 0 when everything is. What a proof
// says and does not: docs/statement-proof.md.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const FORMAT = "wellspent statement proof 1";
const ENTRY = /^\{"digest":"([0-9a-f]{64})","entry":(\{.*\})\}$/s;

const sha256 = (text) => createHash("sha256").update(text, "utf8").digest("hex");
const credits = (hundredths) => (hundredths / 100).toFixed(2);
const isWhole = (value) => Number.isSafeInteger(value);

class NotTrue extends Error {}

function must(fact, what) {
  if (!fact) throw new NotTrue(what);
}

function parse(line, what) {
  try {
    return JSON.parse(line);
  } catch {
    throw new NotTrue(`is no ${what}`);
  }
}

/**
 * Reads the lines of one proof one by one. `earlier` is what the proof before it ended with; `statement` its CSV.
 * @param {ReturnType<typeof createStatement> | null} statement
 */
export function createVerifier(earlier = null, statement = null) {
  let head = null;
  let end = null;
  let at = "";
  let seq = 0;
  let balance = 0;
  let digest = "";
  let entries = 0;

  function open(line) {
    head = parse(line, "first line of a proof");
    must(head?.format === FORMAT, `does not begin a proof of the form "${FORMAT}"`);
    const { opening } = head;
    must(isWhole(opening?.seq) && isWhole(opening.balance), "has no opening balance");
    if (opening.seq === 0) {
      const origin = sha256(`wellspent ledger 1\n${head.workspace?.id}\n${head.kind}`);
      must(opening.balance === 0, "opens with a balance before the first entry");
      must(opening.digest === origin, "opens with another digest than this account begins with");
    }
    if (earlier) follow(head, earlier);
    ({ seq, balance, digest } = opening);
    statement?.open(head);
  }

  function book(line) {
    const [, told, text] = ENTRY.exec(line) ?? [];
    must(told && text, "is no entry");
    const entry = parse(text, "entry");
    must(entry.seq === seq + 1, `holds entry ${entry.seq}, and ${seq + 1} should follow ${seq}`);
    must(isWhole(entry.amount), `entry ${entry.seq} has no amount`);
    must(entry.at > at, `entry ${entry.seq} is not later than the one before`);
    // Entries tell microseconds, the ends of a month milliseconds: compared without the Z, as texts.
    const within = entry.at >= head.from?.slice(0, -1) && entry.at < head.until?.slice(0, -1);
    must(within, `entry ${entry.seq} is not of this month`);
    must(
      told === sha256(`${digest}\n${text}`),
      `entry ${entry.seq} is not what its digest was made of`,
    );
    balance += entry.amount;
    must(
      entry.currentAfter === balance,
      `entry ${entry.seq} says that ${credits(entry.currentAfter)} is left, and it is ${credits(balance)}`,
    );
    statement?.compare(entry);
    ({ seq, at } = entry);
    digest = told;
    entries += 1;
  }

  function close(line) {
    end = parse(line, "last line of a proof");
    const { closing } = end;
    must(end.entries === entries, `counts ${end.entries} entries, and there are ${entries}`);
    must(closing?.seq === seq, `closes at entry ${closing?.seq}, and the last one is ${seq}`);
    must(
      closing.balance === balance,
      `closes with ${credits(closing.balance)}, and the entries lead to ${credits(balance)}`,
    );
    must(closing.digest === digest, "closes with another digest than the last entry's");
    statement?.close(balance);
  }

  return {
    line(line) {
      must(!end, "comes after the last line of the proof");
      if (!head) open(line);
      else if (line.startsWith('{"digest":')) book(line);
      else close(line);
    },
    finish() {
      must(head, "is empty");
      must(end, "ends before the last line of the proof");
      return { ...head, entries, closing: { seq, balance, digest } };
    },
  };
}

function follow(head, earlier) {
  const same = head.workspace?.id === earlier.workspace?.id && head.kind === earlier.kind;
  must(same, "is of another workspace or kind than the file before");
  const [{ opening }, { closing }] = [head, earlier];
  must(
    opening.seq === closing.seq && opening.balance === closing.balance,
    `opens at entry ${opening.seq} with ${credits(opening.balance)}, and the file before closed at entry ${closing.seq} with ${credits(closing.balance)}`,
  );
  must(opening.digest === closing.digest, "opens with another digest than the file before closed with");
}

const COLUMNS =
  "transaction,at_utc,at_workspace,type,operation,subject,by,kind,credits,balance,run".split(",");
/** Words of the statement alone: an operation's name as people read it, and a person's. The proof has neither. */
const WORDS = ["operation", "by"];
const COMPARED = COLUMNS.filter((column) => !WORDS.includes(column)).join(", ");
/** Entries that move nothing in or out of the balance: in the proof, and in no statement. */
const HIDDEN = ["hold", "release", "limit"];

/** An instant as a statement writes it: to the millisecond. An entry tells microseconds; what is beyond is left out. */
const inUtc = (at) => `${at.slice(0, 23)}Z`;
const isInUtc = (cell) => Number.isFinite(Date.parse(cell)) && new Date(cell).toISOString() === cell;

/** Writes an instant as a statement does on the clock of a time zone: "2026-11-20T14:52:07.120+05:30". */
function clockOf(timeZone) {
  const offsets = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  return (utc) => {
    const [, offset = "+00:00"] = /GMT(.\d\d:\d\d)/.exec(offsets.format(new Date(utc))) ?? [];
    // What a clock ahead of UTC shows is what UTC shows as much later: where its digits are read with the sign turned.
    const turned = offset.replace(/./, (sign) => (sign === "-" ? "+" : "-"));
    return new Date(utc.replace("Z", turned)).toISOString().replace("Z", offset);
  };
}
/** Words without the apostrophes that keep a spreadsheet from taking them for a formula. */
const unguarded = (words) => words.replace(/(^|[;\t\r\n] *)'/g, "$1");
/** What a row was for, as a statement tells it. */
const subjectOf = ({ type, subject, reason }) =>
  (type === "charge" ? (subject ?? reason) : (reason ?? subject)) ?? "";

/** The rows of a statement, in their order, each beside the entry of the proof that it tells of. */
export function createStatement(path, text) {
  const [head, ...rows] = cellsOf(path, text.replace(/^\uFEFF/, ""));
  let next = 0;
  let [proof, onClock] = [null, null];
  const about = (fact, what) => must(fact, `is not what ${path} says: ${what}`);

  /** Takes the next row and compares it, column by column, with what it must say. */
  function take(what, expected) {
    const cells = rows[next];
    about(cells, `${what} is missing there`);
    next += 1;
    const more = cells.slice(COLUMNS.length).join();
    about(cells.length <= COLUMNS.length, `row ${next + 1}: "${more}" is in no column`);
    for (const [index, column] of COLUMNS.entries()) {
      if (WORDS.includes(column)) continue;
      const [is, told] = [expected[column] ?? "", cells[index] ?? ""];
      const same = column === "subject" ? unguarded(told) === is : told === is;
      // The first row of the file names the columns.
      about(same, `row ${next + 1}, ${column}: ${what} has "${is}", and there is "${told}"`);
    }
  }
  /** The columns that every row has; `at_workspace` tells the same instant on the workspace's clock. */
  const columns = ({ at, type, balance }) => {
    const times = { at_utc: inUtc(at), at_workspace: onClock(inUtc(at)) };
    return { ...times, type, kind: proof.kind, balance: credits(balance) };
  };

  return {
    open(opened) {
      [proof, onClock] = [opened, clockOf(opened.timeZone)];
      about(head?.join() === COLUMNS.join(), "it is no statement");
      const { from: at, opening } = proof;
      take("the opening", columns({ at, type: "opening", balance: opening.balance }));
    },
    compare(entry) {
      if (HIDDEN.includes(entry.type)) return;
      const { seq, at, type, amount, currentAfter: balance, runId } = entry;
      const [transaction, subject] = [`${proof.kind}-${seq}`, unguarded(subjectOf(entry))];
      const moved = { transaction, subject, credits: credits(amount), run: runId ?? "" };
      take(transaction, { ...columns({ at, type, balance }), ...moved });
    },
    close(balance) {
      // Of a month that is not over, each of the two ends when it was saved. Older proofs do not say whether it is.
      const told = rows[next]?.[1] ?? "";
      const at = !proof.isOver && isInUtc(told) ? told : proof.until;
      take("the closing", columns({ at, type: "closing", balance }));
      about(next === rows.length, `row ${next + 2} comes after the closing`);
    },
    /** What was compared, in words. */
    compared: () =>
      `${next - 2} transactions in their order, and both balances, in ${COMPARED}; not in ${WORDS.join(" and ")}, whose words no proof holds`,
  };
}

/** The cells of a CSV file (RFC 4180), row by row; nothing in it is passed over. A row without anything in it is none. */
function cellsOf(path, text) {
  const rows = [[]];
  let read = 0;
  for (const [all, quoted, bare, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/gy,
  )) {
    read += all.length;
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  must(read === text.length, `${path}, row ${rows.length}: is no row of a CSV file.`);
  return rows.filter((cells) => cells.join("") !== "" || cells.length > 1);
}

/**
 * The lines of a file, one by one. Only a line feed ends a line: node:readline also splits at U+2028 and U+2029, and
 * an entry's words may hold these.
 */
async function* linesOf(path) {
  let begun = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8" })) {
    const [first, ...others] = chunk.split("\n");
    begun += first;
    for (const next of others) {
      // A carriage return before it is what some systems make of a line feed. No entry ends with one.
      yield begun.replace(/\r$/, "");
      begun = next;
    }
  }
  if (begun !== "") yield begun.replace(/\r$/, "");
}

async function verifyFile(path, earlier, statement) {
  const verifier = createVerifier(earlier, statement);
  let number = 0;
  try {
    for await (const line of linesOf(path)) {
      number += 1;
      if (line !== "") verifier.line(line);
    }
    number += 1;
    return verifier.finish();
  } catch (error) {
    if (!(error instanceof NotTrue)) throw error;
    throw new NotTrue(`${path}, line ${number}: ${error.message}.`);
  }
}

const isStatement = (path) => path.toLowerCase().endsWith(".csv");

const summary = ({ workspace, kind, month, isOver, until, opening, entries, closing }) =>
  `${workspace.name}, ${kind} credits, ${month}${isOver === false ? ` so far (${until})` : ""}: ` +
  `${entries} entries, ${credits(opening.balance)} to ${credits(closing.balance)}. True`;

async function main(paths) {
  if (paths.length === 0) {
    console.error("Use: node verify-statement.mjs <proof> [<statement.csv>] [<next proof> ...]");
    return 2;
  }
  let earlier = null;
  for (const [index, path] of paths.entries()) {
    if (isStatement(path)) {
      must(index > 0 && !isStatement(paths[index - 1]), `${path} comes after no proof.`);
      continue;
    }
    const next = paths[index + 1] ?? "";
    const statement = isStatement(next) ? createStatement(next, await readFile(next, "utf8")) : null;
    earlier = await verifyFile(path, earlier, statement);
    console.log(summary(earlier) + (statement ? `, and ${next} says the same.` : "."));
    console.log(`  closing digest ${earlier.closing.digest}`);
    if (statement) console.log(`  compared: ${statement.compared()}`);
  }
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      console.error(error instanceof NotTrue ? `NOT TRUE. ${error.message}` : error.message);
      process.exitCode = 1;
    },
  );
}
