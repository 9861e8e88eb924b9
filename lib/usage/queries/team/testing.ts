import { TZDate } from "@date-fns/tz";
import fc from "fast-check";
import { credits } from "@/lib/credits/core/amount";
import type { Command } from "@/lib/credits/core/command";
import { addDays } from "@/lib/credits/core/date";
import { dateOf } from "@/lib/credits/core/instant";
import {
  anotherDoor,
  command,
  entriesIn,
  grant,
  newWorkspace,
} from "@/lib/credits/mutations/door/testing";
import { newId } from "@/lib/platform/ids";
import type { Day } from "@/lib/usage/core/calendar";
import type { Dimension, UsageScope } from "@/lib/usage/queries/team/sums";

/** Days that a clock changed on, or that never were, in each zone. */
export const ZONES = {
  "Europe/London": { from: "2026-03-27", to: "2026-04-01" },
  "Asia/Kolkata": { from: "2026-03-27", to: "2026-04-01" },
  "Australia/Lord_Howe": { from: "2026-04-03", to: "2026-04-08" },
  "Pacific/Apia": { from: "2011-12-27", to: "2012-01-02" },
  "America/St_Johns": { from: "2026-10-30", to: "2026-11-03" },
} as const;
export type Zone = keyof typeof ZONES;

export const [ines, tomasz, key] = [newId(), newId(), newId()];
export const campaigns = [newId(), newId()];
const OPERATIONS = ["dm_premium", "dm_standard", "content_generation", "custom:scan", null];
const ACTORS: Command["actor"][] = [
  { type: "member", id: ines },
  { type: "member", id: tomasz },
  { type: "api_key", id: key },
  { type: "system" },
];

export type UseHistory = { workspaceId: string; uses: Use[] };
export type Use = {
  day: Day;
  operation: string;
  actor: string;
  campaign: string;
  used: number;
  charges: number;
};

const HALF_HOUR = 1_800_000;

/**
 * Charges, captures and refunds at random moments of a range, and a millisecond before and at many of its half hours
 * (somebody's midnight, each of them), told through the door itself.
 */
export async function history(zone: Zone, seed: number): Promise<UseHistory> {
  const workspaceId = await newWorkspace(zone);
  const roll = dice(seed);
  const first = Date.parse(`${addDays(ZONES[zone].from, -3)}T00:00:00Z`);
  const last = Date.parse(`${addDays(ZONES[zone].to, 3)}T00:00:00Z`);
  let now = new Date(first);
  const door = anotherDoor(() => now);
  const post = async (command: Command) => {
    const answer = await door.post(workspaceId, "ai", command);
    if (!answer.ok) throw new Error(answer.reason);
    return answer;
  };
  await post(grant(90_000_000));
  const charged: { seq: number; left: number }[] = [];
  for (const at of momentsOf(first, last, roll)) {
    now = new Date(at);
    const amount = roll(5_000);
    const over = { ...randomSubject(roll), amount: credits(amount) };
    if (roll(5) === 0) {
      const holdId = newId();
      const lapsesAt = new Date(at + HALF_HOUR);
      const hold = { ...over, type: "hold", holdId, lapsesAt, amount: credits(amount + 10) };
      await post({ ...hold, key: newId() } as Command);
      await post({ ...over, type: "capture", holdId, settle: true, key: newId() } as Command);
    } else {
      const { seq } = await post({ ...over, type: "charge", key: newId() } as Command);
      charged.push({ seq, left: amount });
    }
    const earlier = charged[roll(charged.length || 1)];
    if (roll(4) > 0 || !earlier?.left) continue;
    const back = 1 + roll(earlier.left);
    await post(command({ type: "refund", corrects: earlier.seq, amount: credits(back) }));
    earlier.left -= back;
  }
  return { workspaceId, uses: await usesIn(workspaceId, zone) };
}

type Roll = (sides: number) => number;

/** The same throws for the same seed. */
function dice(seed: number): Roll {
  const numbers = fc.sample(fc.nat({ max: 1_000_000 }), { numRuns: 4_000, seed });
  let thrown = 0;
  return (sides) => (numbers[thrown++ % numbers.length] ?? 0) % sides;
}

function momentsOf(first: number, last: number, roll: Roll): number[] {
  const moments = Array.from(
    { length: 100 },
    () => first + Math.floor((roll(1_000_000) / 1_000_000) * (last - first)),
  );
  for (let at = first + HALF_HOUR; at < last; at += HALF_HOUR) {
    if (roll(4) === 0) moments.push(at - 1, at);
  }
  return moments.toSorted((a, b) => a - b);
}

/** Somebody, perhaps for a campaign, perhaps without an operation. */
function randomSubject(roll: Roll) {
  const operation = OPERATIONS[roll(OPERATIONS.length)];
  const campaignId = [null, ...campaigns][roll(3)];
  return {
    reason: "test",
    actor: ACTORS[roll(ACTORS.length)] ?? { type: "system" },
    ...(operation ? { operation } : {}),
    ...(campaignId ? { campaignId } : {}),
  };
}

/** The second model: every entry by itself, on the day that the calendar of another library says. */
export async function usesIn(workspaceId: string, zone: string): Promise<Use[]> {
  const entries = await entriesIn(workspaceId);
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  return entries.flatMap((entry) => {
    if (entry.type !== "charge" && entry.type !== "refund") return [];
    const charge = entry.type === "refund" ? bySeq.get(entry.corrects ?? 0) : entry;
    if (!charge) return [];
    return [
      {
        day: dayIn(zone, dateOf(charge.at)),
        operation: charge.operation ?? "",
        actor: nameOf(charge.actor),
        campaign: charge.campaignId ?? "",
        used: -entry.amount,
        charges: entry.type === "charge" ? 1 : 0,
      },
    ];
  });
}

const nameOf = (actor: Command["actor"]): string =>
  actor.type === "system" ? "system" : actor.type === "member" ? actor.id : `api_key:${actor.id}`;

/** The calendar of @date-fns/tz says the day; none of ours does. */
function dayIn(zone: string, at: Date): Day {
  const local = new TZDate(at.getTime(), zone);
  const pad = (value: number) => String(value).padStart(2, "0");
  return `${local.getFullYear()}-${pad(local.getMonth() + 1)}-${pad(local.getDate())}`;
}

/** Whether a use is one that is asked about. */
export const isWanted = (
  use: Use,
  { starts, to, member, campaign, operation }: UsageScope,
): boolean =>
  use.day >= (starts[0] ?? "") &&
  use.day <= to &&
  (!member || use.actor.replace("api_key:", "") === member) &&
  (!campaign || use.campaign === campaign) &&
  (!operation || use.operation === operation);

/** The first model: uses added up one by one, by what they are divided by. */
export function naive(uses: readonly Use[], scope: UsageScope, dimensions: readonly Dimension[]) {
  const sums = new Map<string, { used: number; charges: number }>();
  for (const use of uses.filter((one) => isWanted(one, scope))) {
    const period = scope.starts.findLastIndex((start) => start <= use.day);
    const name = dimensions.map((one) => (one === "period" ? period : use[one])).join("|");
    const sum = sums.get(name) ?? { used: 0, charges: 0 };
    sums.set(name, { used: sum.used + use.used, charges: sum.charges + use.charges });
  }
  return Object.fromEntries([...sums].toSorted());
}
