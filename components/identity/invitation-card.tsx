import type { ReactNode } from "react";
import { AuthHeading } from "@/components/identity/auth-sheet";
import { AcceptInvitation, JoinForm, SwitchAccount } from "@/components/identity/join-form";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import type { Role } from "@/lib/identity/core/permissions";
import { invitedAs, waitInWords } from "@/lib/identity/core/words";

type Invitation = {
  workspaceName: string;
  workspaceSlug: string;
  email: string;
  role: Role;
  invitedBy: string;
  state: "open" | "accepted" | "revoked" | "expired";
  hasAccount: boolean;
};

type InvitationLookup =
  | { state: "found"; invitation: Invitation; user: { email: string } | null }
  | { state: "unknown" }
  | { state: "rate_limited"; retryAfterSeconds: number };

/** An invitation as its link shows it: the way in, or why there is none. */
export function InvitationCard({ token, found }: { token: string; found: InvitationLookup }) {
  if (found.state === "rate_limited") {
    return (
      <AuthHeading title="Too many invitation links were tried">
        Open the link again in {waitInWords(found.retryAfterSeconds)}.
      </AuthHeading>
    );
  }
  if (found.state === "unknown") {
    return (
      <>
        <AuthHeading title="This invitation link is not valid">
          Part of it may be missing, or a newer invitation has replaced it. Open the link in the
          latest mail, or ask for a new invitation.
        </AuthHeading>
        <Button asChild className="w-full" size="lg">
          <Link href="/sign-in">Sign in</Link>
        </Button>
      </>
    );
  }
  const { invitation, user } = found;
  if (invitation.state !== "open") return <Closed invitation={invitation} user={user} />;
  return (
    <>
      <AuthHeading title={`Join ${invitation.workspaceName}`}>
        {invitation.invitedBy} invites {invitation.email} {invitedAs(invitation.role)}.
      </AuthHeading>
      <WayIn token={token} invitation={invitation} user={user} />
    </>
  );
}

type WayInProps = { token: string; invitation: Invitation; user: { email: string } | null };

function WayIn({ token, invitation, user }: WayInProps) {
  const here = `/invitations/${token}`;
  if (user?.email === invitation.email) {
    return <AcceptInvitation token={token} workspace={invitation.workspaceName} />;
  }
  if (user) {
    return (
      <div className="flex flex-col gap-4">
        <p className="text-sm">
          You are signed in as <b className="font-label">{user.email}</b>. This invitation is for
          another address, so it cannot be used from this account.
        </p>
        <SwitchAccount backTo={here} />
      </div>
    );
  }
  if (!invitation.hasAccount) return <JoinForm token={token} email={invitation.email} />;
  return (
    <Button asChild size="lg" variant="primary" className="w-full">
      <Link href={`/sign-in?next=${encodeURIComponent(here)}`}>Sign in to join</Link>
    </Button>
  );
}

const CLOSED: Record<"accepted" | "revoked" | "expired", [title: string, text: string]> = {
  accepted: ["This invitation was used", "An invitation works once."],
  revoked: ["This invitation was taken back", "Ask for a new one if you expected to join."],
  expired: ["This invitation has run out", "It was good for 7 days. Ask for a new one."],
};

function Closed({ invitation, user }: Omit<WayInProps, "token">) {
  if (invitation.state === "open") return null;
  const [title, text] = CLOSED[invitation.state];
  const joined = invitation.state === "accepted" && user?.email === invitation.email;
  return (
    <>
      <AuthHeading title={title}>
        {joined ? `You joined ${invitation.workspaceName} with it.` : text}
      </AuthHeading>
      {joined ? (
        <Open href={`/${invitation.workspaceSlug}`}>Open {invitation.workspaceName}</Open>
      ) : (
        <Open href="/workspaces">Go to your workspaces</Open>
      )}
    </>
  );
}

function Open({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button asChild size="lg" className="w-full">
      <Link href={href}>{children}</Link>
    </Button>
  );
}
