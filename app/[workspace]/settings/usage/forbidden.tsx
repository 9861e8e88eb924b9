import { PageHeader } from "@/components/ui/page-header";
import { NotForMembers } from "@/components/usage/team/not-for-members";

/** Members, billing and viewers: the history of Billing is theirs, sums by person are not. */
export default function UsageForbidden() {
  return (
    <>
      <PageHeader title="Team usage" />
      <NotForMembers />
    </>
  );
}
