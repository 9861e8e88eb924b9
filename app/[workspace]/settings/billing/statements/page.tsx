import type { Metadata } from "next";
import { Statements } from "@/components/usage/statements";
import { loadStatements } from "@/lib/usage/loaders";
import { kindSchema } from "@/lib/usage/schema";

export const metadata: Metadata = { title: "Statements" };

type StatementsPageProps = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function StatementsPage({ params, searchParams }: StatementsPageProps) {
  const [{ workspace }, { kind }] = await Promise.all([params, searchParams]);
  return <Statements data={await loadStatements(workspace, kindSchema.parse(kind))} />;
}
