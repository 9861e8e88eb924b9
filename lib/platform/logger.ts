import pino, { type DestinationStream } from "pino";
import { env } from "@/lib/platform/env";
import { currentTrace } from "@/lib/platform/request-id";

/** Keys that can hold a secret, wherever they are in what is logged. */
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

/** A logger as the product writes it, to where `destination` says; the tests read it back. */
export const createLogger = (destination?: DestinationStream) =>
  pino(
    {
      level: env.LOG_LEVEL,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      mixin: () => ({ ...currentTrace() }),
      redact: {
        paths: [
          ...SECRET_KEYS.flatMap(redacted),
          'headers["stripe-signature"]',
          '*.headers["stripe-signature"]',
        ],
        censor: "[cut]",
      },
    },
    ...(destination ? [destination] : []),
  );

/**
 * Structured logs, one JSON object a line, each with the id of its request. Secrets never reach a log: keys
 * that can hold one are cut here, whatever the caller passes.
 */
export const logger = createLogger();
