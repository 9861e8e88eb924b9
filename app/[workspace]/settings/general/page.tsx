import type { Metadata } from "next";
import { Suspense } from "react";
import { WorkspaceFacts } from "@/components/identity/workspace-facts";
import { SlugForm, WorkspaceForm } from "@/components/identity/workspace-form";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsSection } from "@/components/ui/settings-section";
import { SettingsSkeleton } from "@/components/ui/settings-skeleton";
import { timeZoneChoices } from "@/lib/identity/core/time-zone";
import { loadGeneral } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "General" };

type GeneralPageProps = { params: Promise<{ workspace: string }> };

export default function GeneralPage({ params }: GeneralPageProps) {
  return (
    <Suspense fallback={<SettingsSkeleton title="General" />}>
      <General params={params} />
    </Suspense>
  );
}

async function General({ params }: GeneralPageProps) {
  const { workspace, host, managers, canManage } = await loadGeneral((await params).workspace);
  const { slug, name, timeZone, createdAt } = workspace;
  return (
    <>
      <PageHeader title="General" description={`What everyone in ${name} shares.`} />
      {canManage ? (
        <>
          <SettingsSection title="Workspace">
            <WorkspaceForm
              slug={slug}
              name={name}
              timeZone={timeZone}
              timeZones={timeZoneChoices(timeZone)}
            />
          </SettingsSection>
          <SettingsSection title="Address" description="Where this workspace is found.">
            <SlugForm slug={slug} host={host} />
          </SettingsSection>
        </>
      ) : (
        <SettingsSection title="Workspace">
          <WorkspaceFacts
            name={name}
            address={`${host}/${slug}`}
            timeZone={timeZone}
            createdAt={createdAt}
            managers={managers}
          />
        </SettingsSection>
      )}
    </>
  );
}
