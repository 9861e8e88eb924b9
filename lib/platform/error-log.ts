/** What is told of an error in a log. `stack` is places in code alone; the words are in `message`. */
export type ToldError = {
  type: string;
  message?: string;
  stack?: string;
  cause?: ToldError;
  errors?: ToldError[];
} & Record<string, unknown>;

/** Properties that name places, rules and states, never what a row or a request holds. All others stay out of logs. */
const TOLD = [
  "code",
  "errorCode",
  "errno",
  "syscall",
  "hostname",
  "port",
  "severity",
  "schema",
  "table",
  "constraint",
  "routine",
  "status",
  "statusCode",
  "responseCode",
  "requestId",
  "param",
  "queue",
] as const;
/** No spaces and no @: a name of a code, a rule or a host, and neither a sentence nor an address. */
const NAME = /^[\w.:-]{1,100}$/;
const DEEPEST = 5;

/**
 * An error as it is logged: who threw it, where, and by which code and rule. Its words only if they are ours. Those of the
 * database, of its client and of a parser quote what they were given: an address, the secret of a link, a whole row.
 */
export function toldError(error: unknown, depth = 0): ToldError {
  if (typeof error !== "object" || error === null) return { type: typeof error };
  const thrown = error as Thrown;
  const quotes = quotesData(thrown);
  const words = textOf(thrown.message);
  const stack = placesIn(thrown, quotes);
  return {
    type: nameOf(thrown),
    ...(quotes || words === null ? {} : { message: words }),
    ...toldOf(thrown),
    ...(quotes ? clientFacts(thrown) : {}),
    ...(stack === null ? {} : { stack }),
    ...(depth < DEEPEST ? nestedIn(thrown, depth) : {}),
  };
}

type Thrown = Partial<
  Record<"name" | "message" | "stack" | "cause" | "errors" | "meta" | "constructor", unknown>
>;

/** By their class, or by what they carry: the queue hands errors on as plain objects. A LoggedError repeats its cause. */
const quotesData = (thrown: Thrown): boolean =>
  /^(PrismaClient|DriverAdapter|SyntaxError|DatabaseError|LoggedError)/.test(nameOf(thrown)) ||
  "clientVersion" in thrown ||
  ("severity" in thrown && "routine" in thrown);

function nameOf(thrown: Thrown): string {
  const made = typeof thrown.constructor === "function" ? thrown.constructor.name : "";
  // The server's PostgreSQL errors are named by their kind of message, and a built program shortens names of classes.
  const named = textOf(thrown.name);
  return named && named !== "error" ? named : made || "Error";
}

const toldOf = (thrown: Thrown): Record<string, unknown> =>
  Object.fromEntries(
    TOLD.flatMap((key) => {
      const value = (thrown as Record<string, unknown>)[key];
      return typeof value === "number" || isName(value) ? [[key, value]] : [];
    }),
  );

const isName = (value: unknown): value is string => typeof value === "string" && NAME.test(value);

type AdapterCause = { kind?: unknown; originalCode?: unknown };
type Meta = { modelName?: unknown; driverAdapterError?: { cause?: AdapterCause } };

/** What Prisma's client and its adapter say about a call beside their words. */
function clientFacts({ meta, cause }: Thrown): Record<string, unknown> {
  const { modelName, driverAdapterError } = (meta ?? {}) as Meta;
  const { kind, originalCode } = driverAdapterError?.cause ?? ((cause ?? {}) as AdapterCause);
  const facts = { model: modelName, kind, sqlState: originalCode };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => isName(value)));
}

/** The causes that Prisma's adapter names are plain objects that quote what the database said: `clientFacts` reads them. */
function nestedIn(thrown: Thrown, depth: number): Pick<ToldError, "cause" | "errors"> {
  const { cause, errors } = thrown;
  return {
    ...(cause instanceof Error ? { cause: toldError(cause, depth + 1) } : {}),
    ...(Array.isArray(errors) ? { errors: errors.map((one) => toldError(one, depth + 1)) } : {}),
  };
}

const PLACE = /^\s+at .*(:\d+:\d+|:0x[0-9a-f]+|<anonymous>|native)\)?$/;

/**
 * The places of a stack, which follow its words. Words that were changed since cannot be told from places that somebody
 * made up: then there are none to tell.
 */
function placesIn({ message, stack }: Thrown, quotes: boolean): string | null {
  const words = textOf(message) ?? "";
  const text = textOf(stack) ?? "";
  const at = text.indexOf(words);
  if (at < 0 && quotes) return null;
  const lines = text.slice(at < 0 ? 0 : at + words.length).split("\n");
  const last = lines.findLastIndex((line) => !PLACE.test(line));
  return lines.slice(last + 1).join("\n") || null;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
