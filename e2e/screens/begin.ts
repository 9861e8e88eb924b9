import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { running, standingStill } from "./installation";
import { DIFFERENCES } from "./look";

/** Once the product runs: fills it with what the screens show. A process of its own, whose time stands still too. */
export default function begin(): void {
  rmSync(DIFFERENCES, { recursive: true, force: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "e2e/screens/make-world.ts"],
    {
      encoding: "utf8",
      env: { ...process.env, ...running(), ...standingStill(), LOG_LEVEL: "error" },
    },
  );
  if (status !== 0) throw new Error(`What the screens show could not be made.\n${stderr}`);
}
