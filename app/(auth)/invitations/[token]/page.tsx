import type { Metadata } from "next";
import { InvitationCard } from "@/components/identity/invitation-card";
import { loadInvitation } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Invitation", robots: { index: false } };

type InvitationPageProps = { params: Promise<{ token: string }> };

export default async function InvitationPage({ params }: InvitationPageProps) {
  const { token } = await params;
  return <InvitationCard token={token} found={await loadInvitation(token)} />;
}
