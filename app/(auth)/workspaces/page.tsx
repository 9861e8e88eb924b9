import { ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import { AuthHeading } from "@/components/identity/auth-sheet";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { loadEntrance } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Workspaces" };

type PageProps = { searchParams: Promise<{ to?: string | string[] }> };

export default async function WorkspacesPage({ searchParams }: PageProps) {
  const { to } = await searchParams;
  const { user, workspaces, createHref } = await loadEntrance([to].flat()[0]);
  return (
    <>
      <AuthHeading title="Workspaces">Signed in as {user.email}.</AuthHeading>
      <ul className="-mx-2 mb-4 flex flex-col">
        {workspaces.map(({ id, href, name }) => (
          <li key={id}>
            <Link
              href={href}
              className="flex min-h-11 items-center gap-3 rounded px-2 text-sm no-underline hover:bg-hover"
            >
              <Avatar name={name} size={28} />
              <span className="min-w-0 flex-1 truncate font-label">{name}</span>
              <ArrowRight aria-hidden className="size-4 text-muted-foreground" />
            </Link>
          </li>
        ))}
      </ul>
      <Button asChild size="lg" className="w-full">
        <Link href={createHref}>Create a workspace</Link>
      </Button>
    </>
  );
}
