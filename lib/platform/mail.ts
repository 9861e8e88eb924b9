import nodemailer, { type Transporter } from "nodemailer";
import { clock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";

export type Mail = { to: string; subject: string; text: string; html?: string | undefined };

/** Why a mail was not accepted, as the settings page shows it. */
export type MailFailure = "mail_refused" | "mail_unreachable" | "mail_timed_out";

/** A mail server's refusal, without its message, which would contain the address. */
class MailRefused extends Error {
  readonly code: string | undefined;
  readonly responseCode: number | undefined;

  constructor({ code, responseCode }: { code?: string; responseCode?: number }) {
    super("The mail server did not take a mail.");
    this.name = "MailRefused";
    this.code = code;
    this.responseCode = responseCode;
  }
}

const OUTBOX_SIZE = 100;

/**
 * How long to wait for a mail server, in milliseconds. nodemailer's defaults are up to ten minutes: a server that hangs
 * would keep every delivery waiting, and whoever asked for a sign-in link. `dnsTimeout` is that of a single query.
 */
export const MAIL_WAITS = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 15_000,
  socketTimeout: 30_000,
};

let transport: Transporter | undefined;

/**
 * Sends a mail through SMTP_URL, or without one puts it into the outbox, a table that a page shows on an embedded
 * installation. Throws if the mail server refuses. Neither the address nor the text is ever logged, or part of what is
 * thrown.
 */
export async function sendMail(mail: Mail): Promise<void> {
  if (!env.SMTP_URL) return putIntoOutbox(mail);
  transport ??= mailTransport(env.SMTP_URL);
  // One recipient, whatever is in the address: a text would be read as a list of them.
  const to = { name: "", address: mail.to };
  const message = { from: env.MAIL_FROM, ...mail, to, subject: literal(mail.subject) };
  const sent = await transport.sendMail(message).catch((error) => {
    throw new MailRefused(error as { code?: string; responseCode?: number });
  });
  logger.info({ messageId: sent.messageId }, "mail sent");
}

/**
 * A name such as `=?UTF-8?Q?Bank?=` would be read as the words it encodes, and could hold any character. Encoded once more,
 * a subject reads as what it is. nodemailer encodes all others itself.
 */
const literal = (subject: string): string =>
  subject.includes("=?")
    ? (subject.match(/.{1,11}/gsu) ?? [])
        .map((part) => `=?UTF-8?B?${Buffer.from(part).toString("base64")}?=`)
        .join(" ")
    : subject;

/** Like `sendMail`, but returns why if the mail server accepted nothing. The log says so too, without the address. */
export async function trySendMail(mail: Mail): Promise<MailFailure | null> {
  try {
    await sendMail(mail);
    return null;
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    logger.warn({ code, responseCode }, "mail refused");
    return failureOf(code);
  }
}

/**
 * The transport to the mail server at `smtpUrl`. Timeouts that the address names itself (`?socketTimeout=120000`) are
 * kept. The others are added to the address, because nodemailer ignores other options beside one.
 */
export function mailTransport(smtpUrl: string, waits = MAIL_WAITS): Transporter {
  const url = new URL(smtpUrl);
  for (const [name, wait] of Object.entries(waits)) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(wait));
  }
  return nodemailer.createTransport(url.href);
}

/** Whether mails stay on this machine, where the outbox page shows them. */
export const outboxIsShown = env.EMBEDDED && !env.SMTP_URL;

/** The mails in the outbox, newest first. */
export async function outboxMails() {
  return db.mailMessage.findMany({ orderBy: { createdAt: "desc" }, take: OUTBOX_SIZE });
}

async function putIntoOutbox({ to, subject, text, html }: Mail): Promise<void> {
  await db.mailMessage.create({
    data: {
      id: newId(),
      recipient: to,
      subject,
      text,
      html: html ?? null,
      createdAt: clock.now(),
    },
  });
  if (!env.EMBEDDED) logger.warn("SMTP_URL is not set: a mail waits in the table mail_message");
}

const UNREACHABLE = ["ECONNECTION", "EDNS", "ESOCKET", "ETLS", "EPROXY"];

const failureOf = (code: string | undefined): MailFailure => {
  if (code === "ETIMEDOUT") return "mail_timed_out";
  return code && UNREACHABLE.includes(code) ? "mail_unreachable" : "mail_refused";
};
