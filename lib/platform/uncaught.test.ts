import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";

/** What a process of its own prints that does this, and the code with which it ends. */
async function ended(act: string): Promise<{ printed: string; code: unknown }> {
  const code = `
    process.env.LOG_LEVEL = "info";
    const { endOnUncaught } = await import("./lib/platform/uncaught.ts");
    endOnUncaught();
    ${act};
    setTimeout(() => {}, 10_000);`;
  const flags = ["--import", "tsx", "--input-type=module"];
  const child = spawn(process.execPath, [...flags, "-e", code]);
  let printed = "";
  for (const from of [child.stdout, child.stderr]) from.on("data", (part) => (printed += part));
  const [status] = await once(child, "close");
  return { printed, code: status };
}

const refused = `Object.assign(new SyntaxError("Key (email)=(mei@example.com)"), { code: "23505" })`;

test.each([
  ["thrown", `setTimeout(() => { throw ${refused} })`, /"level":"fatal".*"code":"23505"/],
  ["rejected", `void Promise.reject(${refused})`, /"level":"fatal".*"code":"23505"/],
  ["thrown while it starts", `throw ${refused}`, /"level":"fatal".*"code":"23505"/],
  ["rejected and no error", `void Promise.reject({ email: "mei@example.com" })`, /"level":"fatal"/],
])(
  "what is %s and not caught ends the process, and is logged without data",
  async (_, act, said) => {
    const { printed, code } = await ended(act);
    expect(printed).toMatch(said);
    expect(printed).not.toContain("mei@");
    expect(code).toBe(1);
  },
  60_000,
);
