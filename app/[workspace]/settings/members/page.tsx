import type { Metadata } from "next";
import { Suspense } from "react";
import { InvitationList } from "@/components/identity/invitation-list";
import { InviteForm } from "@/components/identity/invite-form";
import { MemberList } from "@/components/identity/member-list";
import { Note } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsSection } from "@/components/ui/settings-section";
import { SettingsSkeleton } from "@/components/ui/settings-skeleton";
import { namesInWords } from "@/lib/identity/core/words";
import { loadMembers } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Members" };

type MembersPageProps = { params: Promise<{ workspace: string }> };

export default function MembersPage({ params }: MembersPageProps) {
  return (
    <Suspense fallback={<SettingsSkeleton title="Members" />}>
      <Members params={params} />
    </Suspense>
  );
}

async function Members({ params }: MembersPageProps) {
  const page = await loadMembers((await params).workspace);
  const { workspace, me, members, invitations, managers, canManage, outbox } = page;
  const people = members.length === 1 ? "1 person" : `${members.length} people`;
  const shared = { slug: workspace.slug, workspaceName: workspace.name, me, members };
  return (
    <>
      <PageHeader title="Members" description={`${people} in ${workspace.name}.`} />
      {canManage ? (
        <SettingsSection
          title="Invite"
          description="A link by mail, for one address, good for 7 days."
        >
          <InviteForm slug={workspace.slug} myRole={me.role} outbox={outbox} />
        </SettingsSection>
      ) : null}
      {invitations.length > 0 ? (
        <SettingsSection title="Open invitations">
          <InvitationList
            slug={workspace.slug}
            timeZone={workspace.timeZone}
            outbox={outbox}
            invitations={invitations}
          />
        </SettingsSection>
      ) : null}
      <SettingsSection title="People" description="A role says what a person may do.">
        <MemberList {...shared} />
        {canManage ? null : (
          <Note className="mt-4">
            Only owners and admins invite people and change roles: {namesInWords(managers)}.
          </Note>
        )}
      </SettingsSection>
    </>
  );
}
