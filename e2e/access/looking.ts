import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { expectSteady, follow } from "./vitals";
import { expectWellMade } from "./well-made";

/** The page of an address, which answers with that status: 200, when not said. */
export type Look = (path: string, status?: number) => Promise<void>;

/** How this page is looked at in every respect: each path opens, stays in its place, and is as a page has to be. */
export async function looking(page: Page): Promise<Look> {
  const hosts = await follow(page);
  return (path, status = 200) => test.step(path, () => lookAt(page, { path, status, hosts }));
}

type Looked = { path: string; status: number; hosts: ReadonlySet<string> };

async function lookAt(page: Page, { path, status, hosts }: Looked): Promise<void> {
  // As somebody sees it who wished for nothing; the page before was left dark, and without movement.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" });
  const opened = await page.goto(path);
  await expectSteady(page, opened, hosts);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(page).toHaveURL(path);
  await expectOpened(page, opened?.status(), status);
  await expect(page.locator("[data-slot=skeleton]")).toHaveCount(0);
  await expectWellMade(page);
}

/** The page that was asked for, and not the one that says there is none. */
async function expectOpened(page: Page, was: number | undefined, status: number): Promise<void> {
  expect(was).toBe(status);
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toHaveCount(1);
  if (status < 400) await expect(heading).not.toHaveText("Page not found");
}
