"use client";
import { usePathname } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { billingPath } from "@/components/usage/history-address";

/** The refusal of the Team usage page. */
export function NotForMembers() {
  const workspace = usePathname().split("/")[1] ?? "";
  return (
    <Empty
      title="Team usage is visible to admins."
      action={
        <Button asChild size="sm">
          <Link href={billingPath(workspace)}>Go to Billing</Link>
        </Button>
      }
    >
      Every transaction of this workspace is in Billing, also yours.
    </Empty>
  );
}
