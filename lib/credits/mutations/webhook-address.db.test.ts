import { expect, test } from "vitest";
import { changeWebhook } from "@/lib/credits/mutations/alert-settings";
import { newWorkspace } from "@/lib/credits/mutations/door/testing";
import { alertChannels } from "@/lib/credits/queries/alerts";

test("what a delivery would refuse by its address alone is not saved, and keeps the address before it", async () => {
  const workspaceId = await newWorkspace();
  const save = async (url: string) => {
    const answer = await changeWebhook(workspaceId, url);
    return answer.ok ? "saved" : answer.reason;
  };
  expect(await save("https://hooks.example.com/a")).toBe("saved");
  const refused = [
    ["http://127.0.0.1:9/hook", "url_private"],
    ["http://2130706433/", "url_private"],
    ["http://localhost:3000/", "url_private"],
    ["http://169.254.169.254/latest", "url_private"],
    ["http://[fd00::1]/", "url_private"],
    ["https://key@hooks.example.com/", "url_password"],
    ["ftp://hooks.example.com/", "url_scheme"],
  ];
  for (const [url = "", reason] of refused) expect([url, await save(url)]).toEqual([url, reason]);
  expect((await alertChannels(workspaceId)).webhookUrl).toBe("https://hooks.example.com/a");
});
