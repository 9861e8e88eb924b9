import pino, { type DestinationStream } from "pino";
import { env } from "@/lib/platform/env";
import { currentTrace } from "@/lib/platform/request-id";

const CUT = "[cut]";

/** Keys that may hold a secret, wherever they occur in what is logged. */
const SECRET_KEYS = [
  "password",
  "passwordHash",
  "token",
  "secret",
  "cookie",
  "cookies",
  "authorization",
  "AUTH_SECRET",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "DATABASE_URL",
  "DIRECT_URL",
  "SMTP_URL",
];

/**
 * An error as it is logged: without the data that it is about. The database client repeats in its message every argument
 * of a call that it does not understand, and PostgreSQL tells the whole row that it refuses.
 */
function errorWithoutData(error: Error) {
  const said: object = pino.stdSerializers.err(error);
  if (!("message" in said && "stack" in said)) return said;
  return {
    ...said,
    message: withoutArguments(said.message),
    stack: withoutArguments(said.stack),
    ...("detail" in said ? { detail: CUT } : {}),
  };
}

/** They are all between the name of the call and the last empty line, after which it says what is wrong. */
const withoutArguments = (text: unknown): string =>
  String(text).replace(/(Invalid `[^`]*` invocation)[\s\S]*\n\n/, `$1: ${CUT}\n\n`);

const redacted = (key: string): string[] => [key, `*.${key}`, `*.*.${key}`];

/** A logger configured like the product's that writes to `destination`, so that tests can read it back. */
export const createLogger = (destination?: DestinationStream) =>
  pino(
    {
      level: env.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: errorWithoutData },
      mixin: () => ({ ...currentTrace() }),
      redact: {
        paths: [
          ...SECRET_KEYS.flatMap(redacted),
          'headers["stripe-signature"]',
          '*.headers["stripe-signature"]',
        ],
        censor: CUT,
      },
    },
    ...(destination ? [destination] : []),
  );

/**
 * Structured logs: one JSON object per line, with the id of its request. Secrets never reach a log, because keys that
 * may hold one are removed here, whatever the caller passes.
 */
export const logger = createLogger();
