import { SavedCardRow } from "@/components/billing/saved-card-row";
import { TopUpForm } from "@/components/billing/top-up-form";
import { TopUpLines } from "@/components/billing/top-up-lines";
import { CreditMark } from "@/components/credits/credit-mark";
import { CrumbName } from "@/components/shell/crumbs";
import { Note } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { SettingsSection } from "@/components/ui/settings-section";
import { whoCan } from "@/lib/billing/core/buyers";
import { DISPUTED_SENTENCE, topUpSentence } from "@/lib/billing/core/top-up-words";
import type { TopUpData } from "@/lib/billing/types";
import { KINDS, type Kind } from "@/lib/credits/core/amount";
import { kindName } from "@/lib/credits/core/format";

/** When credits are bought automatically, with which card, and what has been bought so. */
export function TopUpPage({ data }: { data: TopUpData }) {
  const { workspace, timeZone, canChange, buyers, recent } = data;
  return (
    <>
      <CrumbName>Auto top-up</CrumbName>
      <PageHeader
        title="Auto top-up"
        description="Buys a package when credits run low. Off until somebody switches it on."
        actions={
          <Button asChild>
            <Link href={`/${workspace}/settings/billing`}>Back to Billing</Link>
          </Button>
        }
      />
      {data.disputed ? (
        <Note tone="warning" className="mb-6">
          {DISPUTED_SENTENCE}
        </Note>
      ) : null}
      {canChange ? null : <Note className="mb-6">{whoCan(buyers, "change this")}</Note>}
      {canChange ? (
        <SettingsSection title="Card" description="Saved at Stripe, never here.">
          <SavedCardRow workspace={workspace} card={data.card} provider={data.provider} />
        </SettingsSection>
      ) : null}
      {KINDS.map((kind) => (
        <SettingsSection
          key={kind}
          title={
            <span className="flex items-center gap-2">
              <CreditMark kind={kind} size={14} />
              {kindName(kind)}
            </span>
          }
        >
          {canChange ? <TopUpForm kind={kind} data={data} /> : <Standing kind={kind} data={data} />}
        </SettingsSection>
      ))}
      {canChange ? (
        <SettingsSection wide title="Latest" description="What was bought, or could not be.">
          <TopUpLines workspace={workspace} lines={recent} timeZone={timeZone} />
        </SettingsSection>
      ) : null}
    </>
  );
}

/** For those who may not change it: what it does. */
function Standing({ kind, data }: { kind: Kind; data: TopUpData }) {
  const { wish, packages } = data.kinds[kind];
  const sold = packages.find(({ id }) => id === wish?.packageId);
  if (!wish?.enabled || !sold) return <p className="text-muted-foreground text-sm">Off</p>;
  return <p className="text-sm tabular-nums">{topUpSentence({ ...wish, kind, package: sold })}</p>;
}
