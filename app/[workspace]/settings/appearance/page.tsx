import type { Metadata } from "next";
import { cookies } from "next/headers";
import { AppearanceSettings } from "@/components/shell/appearance-settings";
import { readPreferences } from "@/components/shell/preferences";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Appearance" };

export default async function AppearancePage() {
  return (
    <>
      <PageHeader
        title="Appearance"
        description="How Wellspent looks and listens in this browser. Changes apply at once."
      />
      <AppearanceSettings saved={readPreferences(await cookies())} />
    </>
  );
}
