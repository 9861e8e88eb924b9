import type { Page } from "@playwright/test";
import { CHARGING_CONTROLS, type ChargingControl } from "@/components/credits/charging-controls";
import { expect, test, type Workspace } from "./fixtures";
import { chooseCsv } from "./imports";

type Scene = {
  /** Brings the control to the screen. */
  open: (page: Page, workspace: Workspace) => Promise<void>;
  /** What its name must say it can cost, before anybody presses it. */
  says: RegExp;
};

const importing = (credits: string) => async (page: Page, workspace: Workspace) => {
  await workspace.grant("lead", credits);
  await page.goto(workspace.path("/leads/import"));
  await chooseCsv(page, "ann\nben\ncy\n");
};

/** How to come to each control: one without a scene does not compile. */
const SCENES: Record<ChargingControl, Scene> = {
  "import.start": { open: importing("500.00"), says: /210 credits$/ },
  "import.continue": { open: importing("100.00"), says: /uses up to 210 lead credits$/ },
};

for (const name of Object.keys(CHARGING_CONTROLS) as ChargingControl[]) {
  test(`${name} says what it can cost before it is pressed`, async ({ page, workspace }) => {
    const { open, says } = SCENES[name];
    await open(page, workspace);
    const control = page.locator(`[data-charging="${name}"]`);
    await expect(control).toHaveRole("button");
    await expect(control).toHaveAccessibleName(says);
  });
}
