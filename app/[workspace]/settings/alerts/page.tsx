import type { Metadata } from "next";
import { Suspense } from "react";
import { AddLimit } from "@/components/alerts/add-limit";
import { limitChoices } from "@/components/alerts/limit-choices";
import { LimitTable } from "@/components/alerts/limit-table";
import { RecipientsForm } from "@/components/alerts/recipients-form";
import { SentList } from "@/components/alerts/sent-list";
import { ThresholdList } from "@/components/alerts/threshold-list";
import { WebhookForm } from "@/components/alerts/webhook-form";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsSection } from "@/components/ui/settings-section";
import { SettingsSkeleton } from "@/components/ui/settings-skeleton";
import { formatTime } from "@/components/ui/time";
import { KINDS } from "@/lib/credits/core/amount";
import { loadAlerts } from "@/lib/credits/loaders";
import { mayManage } from "@/lib/identity/loaders";
import { zoneCity } from "@/lib/usage/core/calendar";

export const metadata: Metadata = { title: "Alerts and limits" };

type AlertsPageProps = { params: Promise<{ workspace: string }> };

export default async function AlertsPage({ params }: AlertsPageProps) {
  // Checked before anything is sent, so that a refusal has status 403.
  await mayManage((await params).workspace);
  return (
    <Suspense fallback={<SettingsSkeleton title="Alerts and limits" />}>
      <Alerts params={params} />
    </Suspense>
  );
}

async function Alerts({ params }: AlertsPageProps) {
  const page = await loadAlerts((await params).workspace);
  const { workspace, thresholds, limits, channels, people, timeZone } = page;
  const month = formatTime(page.now, timeZone, "month");
  return (
    <>
      <PageHeader
        title="Alerts and limits"
        description="Who is told when credits run low, and how much anyone may use in a month."
      />
      <SettingsSection
        title="Warnings"
        description="Told once when what is available crosses an amount, and again after it was above."
      >
        <div className="grid gap-6">
          {KINDS.map((kind) => (
            <ThresholdList
              key={kind}
              workspace={workspace}
              kind={kind}
              thresholds={thresholds[kind]}
            />
          ))}
        </div>
      </SettingsSection>
      <SettingsSection
        wide
        title="Monthly limits"
        description={`What ${month} has used, by the workspace's clock, ${zoneCity(timeZone)}. What is held counts until it returns.`}
        action={<AddLimit workspace={workspace} choices={limitChoices(page)} />}
      >
        <LimitTable workspace={workspace} limits={limits} month={month} />
      </SettingsSection>
      <SettingsSection
        title="Who is told"
        description="In Wellspent and by e-mail, once a crossing."
      >
        <RecipientsForm
          workspace={workspace}
          inApp={channels.inApp}
          email={channels.email}
          recipients={channels.recipients}
          people={people}
          myAddress={page.email}
          outbox={page.outbox}
        />
      </SettingsSection>
      <SettingsSection title="Webhook" description="For a chat, a pager or a system of your own.">
        <WebhookForm workspace={workspace} url={channels.webhookUrl} secretMark={page.secretMark} />
      </SettingsSection>
      <SettingsSection wide title="Sent" description="The last alerts, and where each has arrived.">
        <SentList notices={page.notices} timeZone={timeZone} />
      </SettingsSection>
    </>
  );
}
