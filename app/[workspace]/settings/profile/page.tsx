import type { Metadata } from "next";
import { Suspense } from "react";
import { NameForm } from "@/components/identity/name-form";
import { PasswordForm } from "@/components/identity/password-form";
import { SessionList } from "@/components/identity/session-list";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsSection } from "@/components/ui/settings-section";
import { SettingsSkeleton } from "@/components/ui/settings-skeleton";
import { loadProfile } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "Profile" };

type ProfilePageProps = { params: Promise<{ workspace: string }> };

export default function ProfilePage({ params }: ProfilePageProps) {
  return (
    <Suspense fallback={<SettingsSkeleton title="Profile" />}>
      <Profile params={params} />
    </Suspense>
  );
}

async function Profile({ params }: ProfilePageProps) {
  const { workspace } = await params;
  const page = await loadProfile(workspace);
  const { name, email, timeZone, hasPassword, sessions } = page;
  return (
    <>
      <PageHeader title="Profile" description="The same in all your workspaces." />
      <SettingsSection title="You" description="Your name stands beside what you do.">
        <NameForm name={name} email={email} />
      </SettingsSection>
      <SettingsSection
        title="Password"
        description={
          hasPassword
            ? "A new one signs every other browser out."
            : "You have none yet. Without one you sign in by a link in a mail."
        }
      >
        <PasswordForm hasPassword={hasPassword} replaces={page.replacesPassword} />
      </SettingsSection>
      <SettingsSection
        title="Signed-in browsers"
        description="Each stays signed in for 30 days, or until it is signed out here."
      >
        <SessionList sessions={sessions} timeZone={timeZone} />
      </SettingsSection>
    </>
  );
}
