import { type ClientRequest, request } from "node:http";
import type { Page } from "@playwright/test";
import { MOST_FILES } from "@/lib/leads/core/quota";
import { expect, test, type Workspace } from "./fixtures";

const HALF = "ann\n";

/** Uploads as the import page does, from where a request can be left half-sent. */
async function uploadsOf(page: Page, workspace: Workspace, baseURL: string | undefined) {
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const query = `workspace=${workspace.slug}&form=usernames&name=people.csv`;
  const url = new URL(`/api/imports?${query}`, baseURL);
  const headers = { cookie, "x-wellspent-upload": "1", "content-length": 2 * HALF.length };
  return (): { sent: ClientRequest; answer: { status?: number | undefined } } => {
    const answer: { status?: number | undefined } = {};
    const sent = request(url, { method: "POST", headers });
    sent.on("response", (response) => {
      answer.status = response.statusCode;
      response.resume();
    });
    sent.on("error", () => {});
    sent.write(HALF);
    return { sent, answer };
  };
}

test("files that are on their way take their place from the beginning, and give it back when they break off", async ({
  page,
  workspace,
  baseURL,
}) => {
  const begin = await uploadsOf(page, workspace, baseURL);
  const whole = async () => {
    const { sent, answer } = begin();
    sent.end(HALF);
    await expect.poll(() => answer.status).toBeDefined();
    return answer.status;
  };
  const underWay = Array.from({ length: MOST_FILES }, begin);
  let arrived = 0;
  const next = async () => {
    const status = await whole();
    if (status === 201) arrived += 1;
    return status;
  };
  await expect.poll(next).toBe(429);
  // Without those under way, so many would have found room.
  expect(arrived).toBeLessThan(MOST_FILES);

  for (const { sent } of underWay) sent.destroy();
  await expect.poll(next).toBe(201);
});
