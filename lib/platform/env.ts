import { z } from "zod";
import { trustedProxies } from "@/lib/platform/client-address";

const text = z.string().trim().min(1);
const optional = text.optional();
const flag = z
  .enum(["0", "1"])
  .default("0")
  .transform((value) => value === "1");

function isProxyList(written: string): boolean {
  try {
    return Boolean(trustedProxies(written));
  } catch {
    return false;
  }
}

const addresses = z
  .string()
  .default("")
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  .pipe(z.array(z.email()));

/** Enough for a build and for tests; the production server refuses to start with it. */
export const PLACEHOLDER_SECRET = "development-only-secret-change-me-000000";

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),

  /** Where people reach the product; links in mails and return addresses start with it. */
  APP_URL: z.url().default("http://localhost:3000"),
  AUTH_SECRET: text.default(PLACEHOLDER_SECRET),

  DATABASE_URL: text.default("postgresql://postgres:postgres@127.0.0.1:5432/wellspent"),
  DIRECT_URL: optional,
  /** Connections of one process: for the ledger's door, and for everything else. */
  LEDGER_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(8),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  /** 0 behind a pooler in transaction mode that cannot keep named statements. */
  LEDGER_NAMED_STATEMENTS: flag.prefault("1"),

  STRIPE_SECRET_KEY: optional,
  STRIPE_WEBHOOK_SECRET: optional,
  /** Set by the start script when no Stripe key is given: the local payment server. */
  STRIPE_API_BASE: z.url().optional(),

  /** 1 lets Stripe calculate tax, once Stripe Tax is enabled in the account. */
  STRIPE_TAX: flag,
  /** 0 removes the field for promotion codes from the checkout page. */
  STRIPE_PROMOTION_CODES: flag.prefault("1"),

  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: text.default("Wellspent <no-reply@localhost>"),

  /** E-mail addresses of those who run the installation: they may publish rate cards. */
  INSTALLATION_ADMINS: addresses,
  /** Where people send reports of problems. */
  SUPPORT_EMAIL: z.email().optional(),

  /** For how long a run can be undone after it was started; it begins when that is over. 0 begins at once. */
  UNDO_SECONDS: z.coerce.number().int().min(0).max(600).default(8),

  /** 1 lets the webhooks of workspaces reach addresses on this machine and its network. */
  WEBHOOKS_TO_PRIVATE: flag,

  AUTH_GITHUB_ID: optional,
  AUTH_GITHUB_SECRET: optional,
  AUTH_GOOGLE_ID: optional,
  AUTH_GOOGLE_SECRET: optional,

  /** Where uploads wait for their import. Must be shared when several servers run. */
  UPLOADS_DIR: text.default(".data/uploads"),
  /** The proxies in front of the server, whose `x-forwarded-for` is believed. When not set, nobody's is. */
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .refine(isProxyList, "Write addresses or ranges, separated by commas."),
  /** 1 when the start script runs everything on this machine: one-click sign-in, outbox page. */
  EMBEDDED: flag,
  /** 1 runs background work inside the web server; 0 when a separate worker does. */
  JOBS_IN_PROCESS: flag,
  /** Set by the start command: SIGTERM is handled here and not by Next.js, so that work in progress is finished. */
  NEXT_MANUAL_SIG_HANDLE: z.string().optional(),
});

/** Every variable the product reads; .env.example explains each. */
export const ENV_NAMES: readonly string[] = Object.keys(schema.shape);

/** Reads an environment. An empty value counts as not set. An error names the variables that are wrong, never their values. */
export function readEnv(source: Readonly<Record<string, string | undefined>>) {
  const set = Object.entries(source).filter(([, value]) => value !== "");
  const read = schema.safeParse(Object.fromEntries(set));
  if (read.success) return Object.freeze(read.data);
  const wrong = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`The environment is not right. ${wrong.join("; ")}. See .env.example.`);
}

/** The environment, parsed once. The only file that reads `process.env` (scripts and configuration aside). */
export const env = readEnv(process.env);
