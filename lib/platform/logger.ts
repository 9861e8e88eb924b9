import pino, { type DestinationStream } from "pino";
import { env } from "@/lib/platform/env";
import { toldError } from "@/lib/platform/error-log";
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

const redacted = (key: string): string[] => [key, `*.${key}`, `*.*.${key}`];

/** A logger configured like the product's that writes to `destination`, so that tests can read it back. */
export const createLogger = (destination?: DestinationStream) =>
  pino(
    {
      level: env.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: { err: toldError },
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
