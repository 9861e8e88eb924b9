import nodemailer, { type Transporter } from "nodemailer";
import { clock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { logger } from "@/lib/platform/logger";

export type Mail = { to: string; subject: string; text: string; html?: string | undefined };

/** What a mail server's refusal comes to. What it said itself repeats the address. */
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
let transport: Transporter | undefined;

/**
 * Sends a mail through SMTP_URL; without one it is put into the outbox, a table that a page shows on an
 * embedded installation. Throws when the mail server refuses. Neither is the address or the text ever logged, nor is it
 * in what is thrown.
 */
export async function sendMail(mail: Mail): Promise<void> {
  if (!env.SMTP_URL) return putIntoOutbox(mail);
  transport ??= nodemailer.createTransport(env.SMTP_URL);
  const sent = await transport.sendMail({ from: env.MAIL_FROM, ...mail }).catch((error) => {
    throw new MailRefused(error as { code?: string; responseCode?: number });
  });
  logger.info({ messageId: sent.messageId }, "mail sent");
}

/** As `sendMail`; false when the mail server refuses or cannot be reached. The log says why, without the address. */
export async function trySendMail(mail: Mail): Promise<boolean> {
  try {
    await sendMail(mail);
    return true;
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    logger.warn({ code, responseCode }, "mail refused");
    return false;
  }
}

/** Whether mails stay on this machine, where the outbox page shows them. */
export const outboxIsShown = env.EMBEDDED && !env.SMTP_URL;

/** The mails of the outbox, the latest first. */
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
