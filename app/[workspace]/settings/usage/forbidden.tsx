import { PageHeader } from "@/components/ui/page-header";
import { NotForMembers } from "@/components/usage/team/not-for-members";

/** For members, viewers and the billing role, who see the history on Billing but no sums per person. */
export default function UsageForbidden() {
  return (
    <>
      <PageHeader title="Team usage" />
      <NotForMembers />
    </>
  );
}
