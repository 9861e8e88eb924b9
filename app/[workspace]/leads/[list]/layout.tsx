import type { ReactNode } from "react";
import { requireList } from "@/lib/leads/loaders";

type ListLayoutProps = {
  children: ReactNode;
  params: Promise<{ workspace: string; list: string }>;
};

/** Not covered by a loading.tsx, so that a list that does not exist is answered with status 404. */
export default async function ListLayout({ children, params }: ListLayoutProps) {
  const { workspace, list } = await params;
  await requireList(workspace, list);
  return children;
}
