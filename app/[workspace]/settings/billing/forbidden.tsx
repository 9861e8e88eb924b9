import type { Metadata } from "next";
import { PageMessage } from "@/components/shell/page-message";
import { WorkspaceLink } from "@/components/shell/workspace-link";

export const metadata: Metadata = { title: "Not allowed" };

/** Payments are shown to those who may buy; the credits they brought are in the history, for all members. */
export default function PaymentsForbidden() {
  return (
    <PageMessage
      title="Only those who can buy credits see receipts and statements"
      action={<WorkspaceLink to="/settings/billing">Go to Billing</WorkspaceLink>}
    >
      Every purchase and charge is a row of the transaction history in Billing.
    </PageMessage>
  );
}
