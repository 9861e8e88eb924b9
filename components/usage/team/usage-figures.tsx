import type { ReactNode } from "react";
import { paceText } from "@/components/credits/pace";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { billingPath } from "@/components/usage/history-address";
import type { Kind } from "@/lib/credits/core/amount";
import { formatCredits, spokenCredits } from "@/lib/credits/core/format";
import { dayLabel } from "@/lib/usage/core/calendar";
import { betweenText, changeWords, duringText, kindWords } from "@/lib/usage/core/team/words";
import type { TeamUsage, TeamUsagePage } from "@/lib/usage/types";

type UsageFiguresProps = { page: TeamUsagePage; usage: TeamUsage };

/** Four figures: how much was used, how fast, how long the rest lasts, and by how many people. */
export function UsageFigures({ page, usage }: UsageFiguresProps) {
  const { kind } = page.view;
  return (
    <dl className="mb-[18px] grid grid-cols-2 border-border border-y tabular-nums lg:grid-cols-[1.25fr_1fr_1fr_1fr]">
      <Figure label="Used" note={<Change page={page} usage={usage} />}>
        <Amount amount={usage.used} kind={kind} />
      </Figure>
      <Pace page={page} usage={usage} />
      <RunsOut page={page} usage={usage} />
      <People usage={usage} />
    </dl>
  );
}

function Figure({
  label,
  note,
  words,
  children,
}: {
  label: string;
  note: ReactNode;
  /** The value is not a number. */
  words?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="min-w-0 border-border px-5 pt-[13px] pb-3 odd:pl-0 even:border-l max-lg:nth-[n+3]:border-t max-md:px-3.5 lg:not-first:border-l lg:odd:not-first:pl-5">
      <dt className="text-muted-foreground">{label}</dt>
      <dd>
        <span
          className={cn(
            "block font-semibold text-2xl tracking-[-.022em] [overflow-wrap:anywhere] max-md:text-xl",
            words && "text-lg leading-[34px] max-md:text-lg max-md:leading-7",
          )}
        >
          {children}
        </span>
        <span className="block text-foreground-2 text-xs">{note}</span>
      </dd>
    </div>
  );
}

const Amount = ({ amount, kind }: { amount: number; kind: Kind }) => (
  <>
    <span className="sr-only">{spokenCredits(amount, kind)}</span>
    <span aria-hidden>
      <Digits>{formatCredits(amount, kind)}</Digits>
    </span>
  </>
);

/** An amount with more characters than this before the point is set smaller, and never cut off. */
const WIDE = 9;

function Digits({ children }: { children: string }) {
  const [whole = children, decimals] = children.split(".");
  const long = whole.length > WIDE;
  return (
    <span className={cn(long && "text-xl max-md:text-base")}>
      {whole}
      {decimals ? (
        <span
          className={cn(
            "font-medium text-muted-foreground text-xl max-md:text-lg",
            long && "text-lg max-md:text-base",
          )}
        >
          .{decimals}
        </span>
      ) : null}
    </span>
  );
}

function Change({ page, usage }: UsageFiguresProps) {
  const { view, today, compared } = page;
  if (!compared) return <span className="text-muted-foreground">not compared</span>;
  if (usage.before === null) {
    const first = usage.since ? `before ${dayLabel(usage.since, today)}` : "yet";
    return <span className="text-muted-foreground">nothing to compare with {first}</span>;
  }
  const words = changeWords(usage.used, usage.before, { soFar: page.range.to === today });
  const during = duringText(compared, today);
  if (words === null) return <span className="text-muted-foreground">none {during}</span>;
  return (
    <>
      <span className="font-label text-foreground">{words}</span>{" "}
      <span className="text-muted-foreground">
        {words.startsWith("As much") ? "as the" : "than"} {formatCredits(usage.before, view.kind)}{" "}
        {during}
      </span>
    </>
  );
}

/** The pace of the whole workspace, whoever the page is filtered by, because what is left belongs to everybody. */
function Pace({ page: { view }, usage: { balance } }: UsageFiguresProps) {
  const whose = view.member || view.campaign || view.op ? "whole workspace, " : "";
  const text = paceText(balance);
  if (text === null) {
    return (
      <Figure words label="Pace" note="after three days of use in the last 14">
        Not known yet
      </Figure>
    );
  }
  const [amount = "", unit = ""] = text.split(/ (?=a )/);
  return (
    <Figure label="Pace" note={`${unit}, ${whose}14-day average`}>
      <Digits>{amount}</Digits>
    </Figure>
  );
}

function RunsOut({ page, usage: { balance } }: UsageFiguresProps) {
  const { today, workspace, canBuy } = page;
  const { runsOut, available, pacePerDay, kind, version } = balance;
  const buy = canBuy ? (
    <Link
      href={`${billingPath(workspace)}${kind === "ai" ? "?buy=popular" : "?kind=lead&buy=lead"}`}
      className="link"
    >
      buy credits
    </Link>
  ) : null;
  if (available === 0) {
    const never = version === 0;
    return (
      <Figure
        words={never}
        label="Runs out"
        note={<Then link={buy}>{never ? "none have come in" : "nothing is available"}</Then>}
      >
        {never ? `No ${kindWords(kind)} yet` : "Now"}
      </Figure>
    );
  }
  if (runsOut) {
    return (
      <Figure label="Runs out" note={<Then link={buy}>{betweenText(runsOut, today)}</Then>}>
        {dayLabel(runsOut.date, today)}
      </Figure>
    );
  }
  return (
    <Figure
      words
      label="Runs out"
      note={pacePerDay === null ? "not enough use for a forecast" : "at this pace"}
    >
      {pacePerDay === null ? "Not known yet" : "Not within a year"}
    </Figure>
  );
}

/** A sentence, if there is one, and its link. */
const Then = ({ children, link }: { children: string | null; link: ReactNode }) => (
  <>
    {children}
    {children && link ? ", " : null}
    {link}
  </>
);

function People({ usage: { people } }: { usage: TeamUsage }) {
  const others = [
    people.scheduled ? "scheduled runs" : null,
    people.programs > 0 ? `${people.programs} API ${people.programs === 1 ? "key" : "keys"}` : null,
  ].filter((one) => one !== null);
  return (
    <Figure
      label="People"
      note={`used credits${others.length > 0 ? `, plus ${others.join(" and ")}` : ""}`}
    >
      {people.used} of {people.of}
    </Figure>
  );
}
