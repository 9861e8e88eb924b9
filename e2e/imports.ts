import { expect, type Page, type Route } from "@playwright/test";

/** Chooses a CSV on the import page. `name` is that of the file. */
export const chooseCsv = (page: Page, content: string, name = "people.csv"): Promise<void> =>
  page
    .getByLabel("Choose a CSV, or drop it here")
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

/** Names the list an import makes, once the name of the file stands there: before, it could come between. */
export async function nameNewList(page: Page, name: string): Promise<void> {
  const field = page.getByLabel("Name of the new list");
  await expect(field).not.toHaveValue("");
  await field.fill(name);
}

/** A file of so many usernames, one a line. */
export const userNames = (count: number): string =>
  Array.from({ length: count }, (_, at) => `user${at}\n`).join("");

/** For `page.route`: what somebody presses is lost on its way, and everything else comes. */
export const unanswered = (route: Route): Promise<void> =>
  route.request().method() === "POST" ? route.abort() : route.continue();
