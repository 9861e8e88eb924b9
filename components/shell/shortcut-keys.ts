/** The page where credits are bought, with the usual package chosen, and the focus on it (`go`). */
export const BUY_PATH = "/settings/billing?buy=popular&go=buy";

const DESTINATIONS: Record<string, string> = {
  b: "/settings/billing",
  u: "/settings/usage",
  l: "/leads",
  i: "/leads/import",
  a: "/activity",
  o: "",
};

export const SHORTCUTS: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ["⌘K"], does: "Find or run" },
  { keys: ["G", "O"], does: "Go to Overview" },
  { keys: ["G", "L"], does: "Go to Lead lists" },
  { keys: ["G", "I"], does: "Go to Import" },
  { keys: ["G", "A"], does: "Go to Activity" },
  { keys: ["G", "B"], does: "Go to Billing" },
  { keys: ["G", "U"], does: "Go to Team usage" },
  { keys: ["B"], does: "Buy credits" },
  { keys: ["J"], does: "Next transaction, in Billing" },
  { keys: ["K"], does: "Previous transaction, in Billing" },
  { keys: ["F"], does: "Filter transactions, in Billing" },
  { keys: ["E"], does: "Export, in Billing and Team usage" },
  { keys: ["F8"], does: "Go to the latest notice" },
  { keys: ["?"], does: "This list" },
];

type Press = Pick<
  KeyboardEvent,
  | "key"
  | "metaKey"
  | "ctrlKey"
  | "altKey"
  | "shiftKey"
  | "defaultPrevented"
  | "timeStamp"
  | "target"
>;
type Meaning = "palette" | "shortcuts" | { go: string } | null;

const SEQUENCE_MS = 1200;

/** What a key press means. Remembers a G for a moment, for the letter that follows. */
export class Keys {
  private leader = Number.NEGATIVE_INFINITY;

  constructor(private readonly canBuy: boolean) {}

  press(event: Press): Meaning {
    if (isPaletteKey(event)) return "palette";
    if (isIgnored(event)) return null;
    const key = event.key.toLowerCase();
    if (event.timeStamp - this.leader < SEQUENCE_MS) {
      this.leader = Number.NEGATIVE_INFINITY;
      const path = DESTINATIONS[key];
      return path === undefined ? null : { go: path };
    }
    if (key === "g") this.leader = event.timeStamp;
    if (key === "b" && this.canBuy) return { go: BUY_PATH };
    return key === "?" ? "shortcuts" : null;
  }
}

const isPaletteKey = ({ key, metaKey, ctrlKey, shiftKey, altKey }: Press): boolean =>
  key.toLowerCase() === "k" && (metaKey || ctrlKey) && !shiftKey && !altKey;

/** Single keys do nothing while somebody types, in a dialog, with a modifier, or when switched off. */
const isIgnored = (event: Press): boolean =>
  event.defaultPrevented ||
  event.metaKey ||
  event.ctrlKey ||
  event.altKey ||
  document.documentElement.dataset.shortcuts === "off" ||
  isElsewhere(event.target);

const ELSEWHERE =
  "input, textarea, select, [contenteditable=true], [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(ELSEWHERE) !== null;
