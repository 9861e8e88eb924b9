import { LimitTable } from "@/components/alerts/limit-table";
import { RecipientsForm } from "@/components/alerts/recipients-form";
import { SentList } from "@/components/alerts/sent-list";
import { ThresholdList } from "@/components/alerts/threshold-list";
import { WebhookForm } from "@/components/alerts/webhook-form";
import { Specimen } from "@/components/gallery/specimen";
import { credits } from "@/lib/credits/core/amount";
import { DELIVERY_RETRIES } from "@/lib/credits/core/delivery";
import { FIRST_THRESHOLDS } from "@/lib/credits/core/threshold";
import type { SentNotice, ShownLimit } from "@/lib/credits/types";

const workspace = "gallery";
const WARNINGS = [
  { id: "own", below: credits(250_00), armed: true },
  ...FIRST_THRESHOLDS.map((one) => ({ ...one, armed: one.id !== "low" })),
];

const limit = (over: Partial<ShownLimit>): ShownLimit => ({
  kind: "ai",
  scope: "member",
  target: "priya",
  name: "Priya Raman",
  gone: null,
  amount: credits(500_00),
  mode: "block",
  used: credits(312_40),
  held: credits(9_60),
  left: credits(178_00),
  ...over,
});

const LIMITS = [
  limit({}),
  limit({ target: "jonas", name: "Jonas Lindqvist", gone: "removed", used: credits(500_00) }),
  limit({ target: "api_key:crawler", name: "API key Site crawler", gone: "revoked" }),
  limit({ scope: "campaign", target: "spring", name: "Spring roast launch", used: credits(40_00) }),
  limit({
    kind: "lead",
    scope: "operation",
    target: "import_likers",
    name: "Likers import",
    mode: "notify",
    amount: credits(50_000_00),
    used: credits(50_001_75),
    held: credits(0),
    left: credits(0),
  }),
];

const PEOPLE = [
  { userId: "ines", name: "Ines Carvalho", email: "ines@alder.example", buys: true },
  { userId: "mei", name: "Mei Tanaka", email: "mei@alder.example", buys: false },
];

const AT = new Date("2026-11-20T14:52:00Z");
const mail = (over: Partial<SentNotice["deliveries"][number]>) => ({
  channel: "email" as const,
  to: "Ines Carvalho",
  attempts: 1,
  failure: null,
  deliveredAt: AT,
  ...over,
});
const hook = { channel: "webhook" as const, to: "hooks.example.com", deliveredAt: null };

const NOTICES: SentNotice[] = [
  {
    id: "low",
    kind: "ai",
    at: AT,
    facts: { about: "threshold", threshold: "low", below: 100_00, available: 86_40 },
    whose: null,
    readers: 2,
    deliveries: [mail({}), mail({ ...hook, failure: "status_500", attempts: 3 })],
  },
  {
    id: "cap",
    kind: "lead",
    at: AT,
    facts: { about: "cap", cap: limit({}), used: 400_00, share: 80, month: "2026-11" },
    whose: "Priya Raman",
    readers: 1,
    deliveries: [
      mail({ attempts: 0, deliveredAt: null }),
      mail({ ...hook, failure: "unreachable", attempts: DELIVERY_RETRIES + 1 }),
    ],
  },
  {
    id: "expiry",
    kind: "ai",
    at: AT,
    facts: {
      about: "expiry",
      label: "Purchase of Popular",
      amount: 40_00,
      expiresAt: AT.toISOString(),
      days: 7,
    },
    whose: null,
    readers: 0,
    deliveries: [],
  },
];

export function AlertsGallery() {
  return (
    <div className="grid items-start gap-x-8 gap-y-[26px] lg:grid-cols-2">
      <Specimen title="ThresholdList">
        <ThresholdList workspace={workspace} kind="ai" thresholds={WARNINGS} />
      </Specimen>
      <Specimen title="RecipientsForm, WebhookForm">
        <RecipientsForm
          workspace={workspace}
          inApp
          email
          recipients={["ines"]}
          people={PEOPLE}
          myAddress="ines@alder.example"
          outbox
        />
        <div className="mt-6">
          <WebhookForm
            workspace={workspace}
            url="https://hooks.example.com/wellspent"
            secretMark=""
          />
        </div>
      </Specimen>
      <Specimen title="LimitTable" className="lg:col-span-2">
        <LimitTable workspace={workspace} limits={LIMITS} month="November 2026" />
        <div className="mt-4">
          <LimitTable workspace={workspace} limits={[]} month="November 2026" />
        </div>
      </Specimen>
      <Specimen title="SentList" className="lg:col-span-2">
        <SentList notices={NOTICES} timeZone="UTC" />
        <div className="mt-4">
          <SentList notices={[]} timeZone="UTC" />
        </div>
      </Specimen>
    </div>
  );
}
