import { buyersOf } from "@/lib/billing/queries/asking";
import type { Kind } from "@/lib/credits/core/amount";
import type { Member } from "@/lib/identity/types";
import { inWorkspace } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { sendMail } from "@/lib/platform/mail";

export type Asked = { ok: true; asked: string[]; at: string } | { ok: false; reason: "nobody" };

/** Mails everyone who may buy here, and notes that they were asked. */
export async function askForCredits(request: {
  member: Member;
  kind: Kind;
  message: string;
  now: Date;
}): Promise<Asked> {
  const { member, kind, message, now } = request;
  const buyers = await buyersOf(member.workspaceId);
  if (buyers.length === 0) return { ok: false, reason: "nobody" };

  const mail = mailOf(member, kind, message);
  await Promise.all(buyers.map(({ email: to }) => sendMail({ to, ...mail })));
  const asked = buyers.map(({ name }) => name);
  await inWorkspace(member.workspaceId, (tx) =>
    tx.creditRequest.create({
      data: {
        workspaceId: member.workspaceId,
        id: newId(),
        userId: member.userId,
        kind,
        asked,
        message,
        createdAt: now,
      },
    }),
  );
  return { ok: true, asked, at: now.toISOString() };
}

function mailOf(member: Member, kind: Kind, message: string) {
  const credits = kind === "ai" ? "AI credits" : "lead credits";
  const link = `${env.APP_URL}/${member.workspaceSlug}/settings/billing?buy=${kind === "ai" ? "popular" : "lead-5k"}`;
  const said = message ? [`${member.name} writes:`, message] : [];
  return {
    subject: `${oneLine(member.name)} asks for ${credits} in ${oneLine(member.workspaceName)}`,
    text: [
      `${member.name} (${member.email}) asks for ${credits} in ${member.workspaceName}.`,
      ...said,
      `Buy credits: ${link}`,
    ].join("\n\n"),
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
