import type { ReactNode } from "react";
import { requireList } from "@/lib/leads/loaders";

type ListLayoutProps = {
  children: ReactNode;
  params: Promise<{ workspace: string; list: string }>;
};

/** Outside of loading.tsx: a list that does not exist is answered with the status that says so. */
export default async function ListLayout({ children, params }: ListLayoutProps) {
  const { workspace, list } = await params;
  await requireList(workspace, list);
  return children;
}
