import { globSync } from "node:fs";

/** These lead on to another page: a redirect, and the watch over a checkout (see buy.spec.ts). */
const LEADS_ON = ["/settings", "/settings/billing/return"];

/** Every page of a workspace that stands by itself, found in app/: one added later is looked at too. */
export const PAGES_OF_WORKSPACE = globSync("app/[[]workspace]/**/page.tsx")
  .filter((file) => !file.replace("[workspace]", "").includes("["))
  .map((file) =>
    file
      .replace(/^app\/\[workspace]/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace(/\/page\.tsx$/, ""),
  )
  .filter((path) => !LEADS_ON.includes(path));

/** These too lead on whoever is signed in, or say something else to them. */
export const PAGES_OF_NOBODY = [
  "/",
  "/sign-in",
  "/sign-up",
  "/rates",
  "/rates/calculator",
  "/developers",
  "/outbox",
];
