"use client";
import { type ComponentProps, useState } from "react";
import { PackageList } from "@/components/billing/package-list";
import { BalanceDetails } from "@/components/credits/balance-details";
import { type Cost, CostChip } from "@/components/credits/cost-chip";
import {
  InsufficientCredits,
  shortageText,
  shortageTitle,
} from "@/components/credits/insufficient-credits";
import { LowBalanceNotice } from "@/components/credits/low-balance-notice";
import { RunProgress } from "@/components/credits/run-progress";
import { SpendButton } from "@/components/credits/spend-button";
import { PRESS } from "@/components/credits/use-spend";
import { AI, BUYERS, LEAD, PACKAGES } from "@/components/gallery/cast";
import { Specimen } from "@/components/gallery/specimen";
import { Button } from "@/components/ui/button";
import { Option, OptionList } from "@/components/ui/radio-group";
import { credits } from "@/lib/credits/core/amount";

const nothing = () => {};
const links = { buy: "/gallery#buy", history: "/gallery#history", activity: "/gallery#activity" };
const floating = "w-full rounded-lg bg-popover shadow-pop";

export function BadgeOpen() {
  return (
    <div className={`${floating} max-w-80 p-3.5 pb-3`}>
      <BalanceDetails ai={AI} lead={LEAD} links={links} timeZone="UTC" />
    </div>
  );
}

const run = {
  kind: "lead",
  total: 48212,
  unit: "scanned",
  returned: credits(0),
  onStop: nothing,
} as const;

export function DismissibleNotice() {
  const [shown, setShown] = useState(true);
  if (!shown) return <Button onClick={() => setShown(true)}>Show it again</Button>;
  return (
    <LowBalanceNotice
      kind="ai"
      level="low"
      outlook="At this pace they last until about 24 Nov."
      buyHref="#buy"
      onDismiss={() => setShown(false)}
    />
  );
}

export function Tiers() {
  const [tier, setTier] = useState("standard");
  return (
    <Specimen title="Model tiers, direct messages">
      <OptionList aria-label="Model tier" value={tier} onValueChange={setTier}>
        <Option
          value="standard"
          label="Standard"
          description="Good for short, direct openers"
          aside={<Per range="0.80 to 1.10" />}
        />
        <Option
          value="premium"
          label="Premium"
          description="Reads the profile more closely"
          aside={<Per range="2.50 to 15.00" />}
        />
      </OptionList>
      <div className="mt-3 flex items-center justify-between">
        <span className="text-muted-foreground text-xs">12 leads</span>
        <Button variant="primary">
          Generate 12
          <CostChip cost={{ kind: "ai", min: credits(960), max: credits(1320) }} onButton />
        </Button>
      </div>
    </Specimen>
  );
}

export function Packages() {
  const [pack, setPack] = useState("popular");
  return (
    <Specimen title="PackageList">
      <PackageList packages={PACKAGES} value={pack} onValueChange={setPack} />
    </Specimen>
  );
}

const Per = ({ range }: { range: string }) => (
  <>
    <b className="block font-label">{range}</b>
    <span className="text-muted-foreground">per message</span>
  </>
);

type SampleSpendProps = Omit<ComponentProps<typeof SpendButton>, "spend"> & { cost: Cost };

/** A button with a price and nothing behind it. */
export function SampleSpend({ cost, ...props }: SampleSpendProps) {
  const spend = { control: "import.start", cost, pending: false, [PRESS]: nothing } as const;
  return <SpendButton spend={spend} {...props} />;
}

export function RunsSpecimen() {
  return (
    <Specimen title="RunProgress">
      <Runs />
    </Specimen>
  );
}

function Runs() {
  return (
    <div className="grid gap-2">
      <RunProgress
        {...run}
        title="Importing @kaffeeliste"
        state="queued"
        done={0}
        held={credits(4821200)}
        charged={credits(0)}
        onUndo={nothing}
      />
      <RunProgress
        {...run}
        title="Importing @theroastjournal"
        state="running"
        done={18080}
        held={credits(3013200)}
        charged={credits(1808000)}
        result={[641, "imported"]}
        timeLeft="about 16 min left"
      />
      <RunProgress
        {...run}
        title="Importing @fabricacoffee"
        state="stopping"
        done={18080}
        held={credits(3013200)}
        charged={credits(1808000)}
        result={[641, "imported"]}
        stopNote="at most 40 more"
      />
      <RunProgress
        {...run}
        title="Importing cafés.csv"
        state="blocked"
        done={0}
        held={credits(0)}
        charged={credits(0)}
        onContinue={nothing}
      />
      <RunProgress
        {...run}
        title="Importing @copenhagenlx"
        state="stopped"
        done={18080}
        held={credits(0)}
        charged={credits(1808000)}
        returned={credits(3013200)}
        result={[641, "imported"]}
        receiptHref="/gallery#receipt"
      />
      <RunProgress
        {...run}
        title="Importing roasters.csv"
        state="failed"
        done={120}
        held={credits(0)}
        charged={credits(0)}
        returned={credits(4821200)}
        reference="8F21"
        receiptHref="/gallery#receipt"
      />
    </div>
  );
}

const shortage = {
  kind: "ai",
  shortfall: credits(1820),
  debt: credits(0),
  maximum: credits(6000),
  available: credits(4180),
  what: "Generating 12 premium messages",
} as const;

const cheaper = [
  { id: "standard", label: "Use the standard tier", description: "9.60 to 13.20, fits now" },
  { id: "eight", label: "Generate 8 for now", description: "up to 40.00, fits now" },
];

export function Shortage() {
  return (
    <Specimen title="InsufficientCreditsDialog">
      <div className={`${floating} p-[18px] pb-4`}>
        <h4 className="font-semibold text-base tabular-nums">{shortageTitle(shortage)}</h4>
        <p className="mt-1 mb-3 text-foreground-2 tabular-nums">{shortageText(shortage)}</p>
        <InsufficientCredits
          shortage={shortage}
          packages={PACKAGES.slice(0, 1)}
          cheaper={cheaper}
          canBuy
          onBuy={nothing}
          onCheaper={nothing}
          onCancel={nothing}
        />
      </div>
    </Specimen>
  );
}

export function WaitingShortage() {
  return (
    <Specimen title="InsufficientCredits, waits for the credits">
      <div className={`${floating} p-[18px] pb-4`}>
        <InsufficientCredits
          shortage={shortage}
          packages={PACKAGES.slice(0, 1)}
          canBuy
          continueLabel="Launch as soon as the credits arrive"
          onBuy={nothing}
        />
      </div>
    </Specimen>
  );
}

export function LargeShortage() {
  const large = { ...shortage, shortfall: credits(2_600_00), debt: credits(50_00) };
  return (
    <Specimen title="InsufficientCredits, several packages, with a debt">
      <div className={`${floating} p-[18px] pb-4`}>
        <h4 className="mb-3 font-semibold text-base tabular-nums">{shortageTitle(large)}</h4>
        <InsufficientCredits shortage={large} packages={PACKAGES} canBuy onBuy={nothing} />
      </div>
    </Specimen>
  );
}

export function MemberShortage() {
  return (
    <Specimen title="InsufficientCreditsDialog, member">
      <div className={`${floating} px-4 py-3.5`}>
        <h4 className="mb-1 font-semibold tabular-nums">{shortageTitle(shortage)}</h4>
        <InsufficientCredits
          shortage={shortage}
          packages={[]}
          cheaper={cheaper}
          buyers={BUYERS}
          canBuy={false}
          onBuy={nothing}
          onCheaper={nothing}
          onAsk={nothing}
        />
      </div>
    </Specimen>
  );
}
