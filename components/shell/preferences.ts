/** What a person chose for this browser. Stored in cookies, so that the server uses it for the first paint. */
const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];
const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

export type Preferences = { theme: Theme; density: Density; shortcuts: boolean };

type Cookies = { get: (name: string) => { value: string } | undefined };

export function readPreferences(cookies: Cookies): Preferences {
  const theme = cookies.get("theme")?.value;
  return {
    theme: theme === "light" || theme === "dark" ? theme : "system",
    density: cookies.get("density")?.value === "compact" ? "compact" : "comfortable",
    shortcuts: cookies.get("shortcuts")?.value !== "off",
  };
}

const YEAR = 31_536_000;

/** Stores one choice for a year: for the whole site, or for the pages below a path. */
export function remember(
  name: "theme" | "density" | "shortcuts" | "workspace" | "dismissed",
  value: string,
  path = "/",
): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs a secure connection
  document.cookie = `${name}=${value}; path=${path}; max-age=${YEAR}; samesite=lax${secure}`;
}

/** Applies a theme to the page at once, and stores it. */
export function applyTheme(theme: Theme): void {
  remember("theme", theme);
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const root = document.documentElement;
  root.dataset.choice = theme;
  root.dataset.theme = theme === "system" ? (dark ? "dark" : "light") : theme;
}

export function applyDensity(density: Density): void {
  remember("density", density);
  document.documentElement.dataset.density = density;
}

export function applyShortcuts(on: boolean): void {
  remember("shortcuts", on ? "on" : "off");
  document.documentElement.dataset.shortcuts = on ? "on" : "off";
}
