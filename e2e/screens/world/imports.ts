import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { readImport } from "@/lib/leads/jobs/reading";
import { createImport } from "@/lib/leads/mutations/imports";
import { uploadPath } from "@/lib/leads/providers/uploads";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { Cast } from "@/prisma/seed/tools/workspace";
import { memberOf } from "./alder-finch";
import type { World } from "./types";

const GOOD = Array.from({ length: 48 }, (_, at) => `barista_${at},Barista ${at}`);
const ODD = ["not a name,Somebody", "barista_3,Again", "@@@@,Nobody", "barista_7,Twice"];
const PEOPLE = ["username,name", ...GOOD, ...ODD].join("\n");

/** Files that were uploaded and wait to be imported. */
export async function startImports(cast: Cast): Promise<World["imports"]> {
  const of = async (slug: string, fileName: string, content: string | Buffer) => {
    const { workspaceId, userId: createdBy } = await memberOf(cast.ines, slug);
    const id = newId();
    await mkdir(dirname(uploadPath(id)), { recursive: true });
    await writeFile(uploadPath(id), content);
    const fileBytes = Buffer.byteLength(content);
    const file = { workspaceId, id, form: "usernames" as const, fileName, fileBytes, createdBy };
    const made = await createImport({ ...file, now: clock.now() });
    if (!made.ok) throw new Error(made.reason);
    await readImport({ workspaceId, importId: id });
    return id;
  };
  return {
    covered: await of("alder-finch", "baristas.csv", PEOPLE),
    short: await of("out-of-credits", "baristas.csv", PEOPLE),
    unreadable: await of(
      "alder-finch",
      "holiday.csv",
      Buffer.from("504b03041400000008000000", "hex"),
    ),
  };
}
