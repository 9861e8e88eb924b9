"use client";
import { usePathname } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

type WorkspaceLinkProps = {
  /** Below the workspace: "/settings/billing", or "" for its overview. */
  to: string;
  children: string;
};

/** A link inside the workspace, from a place where only the address says which one it is. */
export function WorkspaceLink({ to, children }: WorkspaceLinkProps) {
  const workspace = usePathname().split("/")[1] ?? "";
  return (
    <Button asChild size="sm">
      <Link href={`/${workspace}${to}`}>{children}</Link>
    </Button>
  );
}
