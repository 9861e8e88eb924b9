/**
 * Every control that can cost credits, and the server action behind it. A control that is missing here cannot be built:
 * `useSpend` takes only these names, and charging-controls.test.ts finds actions that charge and are not named.
 *
 * `now`: pressing it holds what it can cost. `later`: it buys what is missing, and the operation continues
 * automatically when that arrives.
 */
export const CHARGING_CONTROLS = {
  "import.start": { action: "startImportAction", holds: "now" },
  "import.continue": { action: "startImportAction", holds: "later" },
} as const satisfies Record<string, { action: string; holds: "now" | "later" }>;

export type ChargingControl = keyof typeof CHARGING_CONTROLS;
