import type { Page } from "@playwright/test";

/** Of everybody whom a journey signs up. */
export const PASSWORD = "a password of some length";
/** In no other run, and nowhere else in this one. */
export const unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
export const address = (name: string) => `${name}.${unique()}@example.com`;

/** The link in the latest mail to an address, as the outbox page shows it. */
export const linkInMailTo = async (page: Page, email: string): Promise<string> => {
  await page.goto("/outbox");
  const mail = page.getByRole("article").filter({ hasText: `To ${email}` });
  const href = await mail.first().getByRole("link").getAttribute("href");
  if (!href) throw new Error("The mail has no link.");
  return href;
};
