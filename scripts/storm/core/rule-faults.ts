import type { CoreFault } from "./faults";

export const CANONICAL: readonly CoreFault[] = [
  {
    name: "what is no number is written as if it were",
    find: 'Number.isFinite(value) ? String(value) : "null"',
    put: "String(value)",
  },
  {
    name: "names keep the order they came in",
    find: "Object.keys(object).sort()",
    put: "Object.keys(object)",
  },
  {
    name: "what is not said is written",
    find: "if (member === undefined) continue;",
    put: "",
  },
  {
    name: "dates are objects without members",
    find: " || value instanceof Date",
    put: "",
  },
  {
    name: "quotes are not escaped",
    find: '/["\\\\]|',
    put: "/[\\\\]|",
  },
  {
    name: "backslashes are not escaped",
    find: '/["\\\\]|',
    put: '/["]|',
  },
  {
    name: "control characters are not escaped",
    find: "[^ -\\ud7ff",
    put: "[^\\0-\\ud7ff",
  },
  {
    name: "halves of surrogate pairs are not escaped",
    find: "-\\ud7ff\\ue000-\\uffff]",
    put: "-\\uffff]",
  },
  {
    name: "a retry that names another end of its hold is another command",
    find: "{ ...command, lapsesAt: undefined }",
    put: "command",
  },
  {
    name: "ids have another variant in every fourth case",
    find: "% 4]",
    put: "% 3]",
  },
  {
    name: "the digit that decides the variant is another",
    find: "hex.charAt(16)",
    put: "hex.charAt(15)",
  },
];

export const CAP: readonly CoreFault[] = [
  {
    name: "a campaign may be an API key",
    find: 'scope === "member" && target',
    put: "target",
  },
  {
    name: "an API key's id is its whole target",
    find: "target.slice(API_KEY.length)",
    put: "target",
  },
  {
    name: "no campaign is one",
    find: "campaignId === null ? []",
    put: "false ? []",
  },
  {
    name: "campaigns are not counted",
    find: "campaignId === null ? []",
    put: "true ? []",
  },
  {
    name: "operations are not counted",
    find: "operation === null ? []",
    put: "true ? []",
  },
  {
    name: "members are not counted",
    find: 'capName("member", actorName(actor)),',
    put: "",
  },
  {
    name: "a month is a day",
    find: "slice(0, 7)",
    put: "slice(0, 10)",
  },
  {
    name: "what is held leaves room",
    find: " - use.held))",
    put: "))",
  },
  {
    name: "a cap that is passed leaves less than nothing",
    find: "Math.max(0, cap.amount",
    put: "Math.max(-1e9, cap.amount",
  },
  {
    name: "what is used leaves room",
    find: "cap.amount - turnedTo(month, use).used",
    put: "cap.amount",
  },
  {
    name: "what is held adds to what is used",
    find: "turned.used + (more.used ?? 0)",
    put: "turned.used + (more.used ?? more.held ?? 0)",
  },
  {
    name: "what is held begins anew with the month",
    find: "credits(use.held + (more.held ?? 0))",
    put: "credits((month > use.month ? 0 : use.held) + (more.held ?? 0))",
  },
  {
    name: "a clock that turns back begins a month anew",
    find: "month > use.month ?",
    put: "month !== use.month ?",
  },
  {
    name: "every use begins the month anew",
    find: "month > use.month ?",
    put: "month >= use.month ?",
  },
  {
    name: "a share is told again where it stands",
    find: "!reached(before, share) && ",
    put: "",
  },
  {
    name: "a share is told only beyond it",
    find: "used * 100 >= amount * share",
    put: "used * 100 > amount * share",
  },
  {
    name: "all of a cap of nothing is reached by nothing",
    find: "used > 0 && ",
    put: "",
  },
  {
    name: "the lower share is told of two",
    find: "[100, 80] as const",
    put: "[80, 100] as const",
  },
];

export const NOTICE: readonly CoreFault[] = [
  {
    name: "caps are told under what they are",
    find: 'notice.about === "cap"',
    put: "false",
  },
  {
    name: "caps of all scopes are one topic",
    find: "notice.cap.scope",
    put: "notice.about",
  },
  {
    name: "all targets of a scope are one topic",
    find: "notice.cap.target",
    put: "notice.cap.scope",
  },
  {
    name: "both shares of a cap are one topic",
    find: "notice.share",
    put: "notice.month",
  },
  {
    name: "a top-up is told as a warning",
    find: ": notice.about;",
    put: ': "threshold";',
  },
];

export const LEVEL: readonly CoreFault[] = [
  {
    name: "a hundredth is nothing",
    find: "available === 0",
    put: "available <= 1",
  },
  {
    name: "critical ends below its amount",
    find: "available < thresholds.critical",
    put: "available < thresholds.critical - 1",
  },
  {
    name: "critical begins above its amount",
    find: "available < thresholds.critical",
    put: "available <= thresholds.critical",
  },
  {
    name: "low begins above its amount",
    find: "available < thresholds.low",
    put: "available <= thresholds.low",
  },
  {
    name: "a workspace's own thresholds are not asked",
    find: "available < thresholds.low",
    put: "available < THRESHOLDS.low",
  },
  {
    name: "low is where critical is",
    find: 'low: firstBelow("low")',
    put: 'low: firstBelow("critical")',
  },
  {
    name: "a threshold that is not there is high",
    find: "?? credits(0)",
    put: "?? credits(1_000_00)",
    same: "low and critical are always among the first thresholds",
  },
];
