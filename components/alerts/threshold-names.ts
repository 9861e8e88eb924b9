const NAMES: Record<string, string> = { low: "Low", critical: "Almost out", empty: "Out" };

/** What screens call a threshold: the presets by name, one's own by what it does. */
export const nameOfThreshold = (id: string): string => NAMES[id] ?? "Own warning";
