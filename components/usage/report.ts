import { formatCredits, formatSigned, kindName } from "@/lib/credits/core/format";
import type { Transaction } from "@/lib/usage/types";

/** What a report contains before its writer adds anything. */
export type Report = {
  subject: string;
  facts: readonly (readonly [name: string, value: string])[];
};

/** A report about one row: enough to find it, and what it says. Times are UTC. */
export function rowReport(workspace: string, row: Transaction): Report {
  return {
    subject: `Problem with transaction ${row.id}`,
    facts: [
      ["Transaction", row.id],
      ["Workspace", workspace],
      ["What", row.detail ? `${row.label}, ${row.detail}` : row.label],
      ["Credits", `${formatSigned(row.amount, row.kind)} ${kindName(row.kind)}`],
      ["Balance after", formatCredits(row.balanceAfter, row.kind)],
      ["When", row.at],
      ...(row.runId ? ([["Run", row.runId]] as const) : []),
    ],
  };
}

/** The facts of a report, one a line, with room for what is wrong. */
export const reportText = ({ facts }: Report): string =>
  `What is wrong:\n\n\n${facts.map(([name, value]) => `${name}: ${value}`).join("\n")}\n`;

/** A link that opens a mail with all of it. */
export const mailtoHref = (address: string, report: Report): string =>
  `mailto:${encodeURIComponent(address).replace("%40", "@")}?subject=${encodeURIComponent(report.subject)}&body=${encodeURIComponent(reportText(report).replaceAll("\n", "\r\n"))}`;
