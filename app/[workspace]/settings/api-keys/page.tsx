import type { Metadata } from "next";
import { Suspense } from "react";
import { ApiKeyForm } from "@/components/identity/api-key-form";
import { ApiKeyList } from "@/components/identity/api-key-list";
import { Note } from "@/components/ui/alert";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsSection } from "@/components/ui/settings-section";
import { SettingsSkeleton } from "@/components/ui/settings-skeleton";
import { namesInWords } from "@/lib/identity/core/words";
import { loadApiKeys } from "@/lib/identity/loaders";

export const metadata: Metadata = { title: "API keys" };

type ApiKeysPageProps = { params: Promise<{ workspace: string }> };

export default function ApiKeysPage({ params }: ApiKeysPageProps) {
  return (
    <Suspense fallback={<SettingsSkeleton title="API keys" />}>
      <ApiKeys params={params} />
    </Suspense>
  );
}

async function ApiKeys({ params }: ApiKeysPageProps) {
  const page = await loadApiKeys((await params).workspace);
  const { workspace, timeZone, address, keys, managers, canManage } = page;
  const base = new URL("/api/v1", address).href;
  return (
    <>
      <PageHeader
        title="API keys"
        description={`Programs of ${workspace.name} spend from the same balance as its people.`}
      />
      {canManage ? (
        <>
          <SettingsSection title="New key" description="Its secret is shown once, when it is made.">
            <ApiKeyForm slug={workspace.slug} />
          </SettingsSection>
          <SettingsSection
            title="Keys"
            description="A revoked key is refused from its next call on."
          >
            <ApiKeyList slug={workspace.slug} timeZone={timeZone} keys={keys} />
          </SettingsSection>
        </>
      ) : (
        <SettingsSection title="Keys">
          <Note>Only owners and admins make API keys: {namesInWords(managers)}.</Note>
        </SettingsSection>
      )}
      <SettingsSection title="Reference" description="Endpoints, fields, errors and examples.">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <code className="break-all font-mono text-xs">{base}</code>
          <CopyButton value={base} label="Copy the address" />
        </div>
        <p className="mt-2 max-md:mt-4">
          <Link className="link tap" href="/developers">
            Read the API reference
          </Link>
        </p>
      </SettingsSection>
    </>
  );
}
