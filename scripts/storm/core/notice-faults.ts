import type { CoreFault } from "./faults";

export const EXPIRY_NOTICE: readonly CoreFault[] = [
  {
    name: "a lot that never had so many days is told of them",
    find: "lot.createdAt < day",
    put: "lot.createdAt <= day",
  },
  {
    name: "an expiry is told a moment late",
    find: "day <= now;",
    put: "day < now;",
  },
  {
    name: "an expiry is told when it is over",
    find: "now >= lot.expiresAt",
    put: "now > lot.expiresAt",
  },
  {
    name: "an expiry is told with the most days",
    find: "due.at(-1)",
    put: "due.at(0)",
  },
  {
    name: "no day is left on the last one",
    find: "Math.max(1, Math.round",
    put: "Math.max(0, Math.round",
  },
  {
    name: "days that are nearly whole are not",
    find: "Math.round((expiresAt",
    put: "Math.floor((expiresAt",
  },
];

export const ALERT: readonly CoreFault[] = [
  {
    name: "tomorrow is in 1 days",
    find: "days === 1 ?",
    put: "days < 1 ?",
  },
  {
    name: "all credits held are told as gone",
    find: "return held ? allHeldWords(kind).title :",
    put: "return held === null ? allHeldWords(kind).title :",
  },
  {
    name: "a threshold of one's own has a name",
    find: "const fell = level ?",
    put: "const fell = level || threshold ?",
  },
  {
    name: "a warning with credits left speaks of none",
    find: "if (available > 0) return WHEN_LOW;",
    put: "",
  },
  {
    name: "nothing owed is told as a debt",
    find: "return owed > 0",
    put: "return owed >= 0",
  },
  {
    name: "a cap that blocks only notifies",
    find: 'facts.cap.mode === "block"',
    put: 'facts.cap.mode !== "block"',
  },
  {
    name: "nothing settled is told as settled",
    find: "return settled > 0",
    put: "return settled >= 0",
  },
  {
    name: "what was bought by itself is told as if somebody had",
    find: 'facts.auto ? "Auto top-up: " : ""',
    put: '""',
  },
  {
    name: "a request lacks nothing and says so",
    find: 'if (!shortfall) return "";',
    put: 'if (shortfall === null) return "";',
  },
  {
    name: "what one package does not cover is not said",
    find: "return several ?",
    put: "return !several ?",
  },
  {
    name: "a request leads to no package",
    find: "...(facts.buy ?",
    put: "...(!facts.buy ?",
  },
  {
    name: "empty is a warning like low",
    find: '["critical", "empty"].includes',
    put: '["critical"].includes',
  },
  {
    name: "a cap that is used up is only news",
    find: "return facts.share < 100",
    put: "return facts.share <= 100",
  },
  {
    name: "a dispute that was lost is news like one won",
    find: 'facts.state === "won" ? "neutral"',
    put: 'facts.state !== "open" ? "neutral"',
  },
  {
    name: "members are led where only admins may go",
    find: 'facts.about === "cap" && canManage',
    put: 'facts.about === "cap"',
  },
  {
    name: "a member is led to receipts",
    find: "ofMoney && canBuy",
    put: "ofMoney",
  },
  {
    name: "a row is not led to",
    find: "if (seq !== null) return",
    put: "if (seq === null) return",
  },
  {
    name: "lead credits are explained among the others",
    find: 'return kind === "lead" ?',
    put: 'return kind === "ai" ?',
  },
];

export const DELIVERY: readonly CoreFault[] = [
  {
    name: "what was delivered can be withdrawn",
    find: 'if (deliveredAt) return "delivered";\n  if (failure === WITHDRAWN) return "withdrawn";',
    put: 'if (failure === WITHDRAWN) return "withdrawn";\n  if (deliveredAt) return "delivered";',
  },
  {
    name: "every failure withdraws",
    find: "failure === WITHDRAWN",
    put: "failure !== null",
  },
  {
    name: "a first attempt that failed is none",
    find: "attempts === 0",
    put: "attempts <= 1",
  },
  {
    name: "the last attempt is given up before it",
    find: "attempts > DELIVERY_RETRIES",
    put: "attempts >= DELIVERY_RETRIES",
  },
  {
    name: "nothing is given up",
    find: '? "given_up"',
    put: '? "retrying"',
  },
  {
    name: "attempts end after two days",
    find: "DELIVERY_RETRIES = 82",
    put: "DELIVERY_RETRIES = 60",
  },
  {
    name: "pauses are twice as long",
    find: "LONGEST_PAUSE_SECONDS = 3_600",
    put: "LONGEST_PAUSE_SECONDS = 7_200",
  },
  {
    name: "one word of a failure is told",
    find: 'failure.replaceAll("_", " ")',
    put: 'failure.replace("_", " ")',
  },
  {
    name: "known failures have no words",
    find: "WORDS[failure] ??",
    put: "null ??",
  },
];

export const LIVE: readonly CoreFault[] = [
  {
    name: "an older balance is newer",
    find: "next.version > shown.version ||\n  (next.version === shown.version && next.asOf",
    put: "next.version < shown.version ||\n  (next.version === shown.version && next.asOf",
  },
  {
    name: "of one number the same reading is newer",
    find: "next.asOf > shown.asOf",
    put: "next.asOf >= shown.asOf",
  },
  {
    name: "an older number read later is newer",
    find: "(next.version === shown.version && next.asOf",
    put: "(next.asOf",
  },
  {
    name: "an older run is newer",
    find: "next.version > shown.version ||\n  (next.version === shown.version && next.charged",
    put: "next.version < shown.version ||\n  (next.version === shown.version && next.charged",
  },
  {
    name: "of one count the same charge is older",
    find: "next.charged >= shown.charged",
    put: "next.charged > shown.charged",
  },
  {
    name: "an older count that charged more is newer",
    find: "(next.version === shown.version && next.charged",
    put: "(next.charged",
  },
  {
    name: "the same state is news",
    find: "return next.state !== shown.state",
    put: "return next.state === shown.state",
  },
  {
    name: "clocks of servers are the same",
    find: "since - CLOCKS_DIFFER_MS",
    put: "since",
  },
  {
    name: "what ended is as old as its beginning",
    find: "next.finishedAt ?? next.startedAt",
    put: "next.startedAt ?? next.finishedAt",
  },
  {
    name: "readings at two times look different",
    find: '{ ...a, asOf: "" }',
    put: "a",
  },
];
