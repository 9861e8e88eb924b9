import { z } from "zod";

const workspace = z.string().min(1);
/** PostgreSQL stores no NUL in its text, and without it the text is the same. */
const text = z.string().transform((given) => given.replaceAll("\0", ""));
const listName = text.pipe(
  z.string().trim().min(1, "Give the list a name").max(100, "At most 100 characters"),
);

/** What comes with an upload, beside its bytes. */
export const uploadSchema = z.object({
  workspace,
  form: z.enum(["usernames", "export"]).catch("usernames"),
  name: z
    .string()
    .trim()
    .transform((name) => name.replace(/[\p{Cc}/\\]/gu, "").slice(0, 200) || "Upload")
    .catch("Upload"),
});

export const createListSchema = z.object({ workspace, name: listName });
export const renameListSchema = z.object({ workspace, listId: z.uuid(), name: listName });
export const deleteListSchema = z.object({ workspace, listId: z.uuid() });

const importId = z.uuid();
export const discardImportSchema = z.object({ workspace, importId });
export const rereadImportSchema = z.object({
  workspace,
  importId,
  form: z.enum(["usernames", "export"]),
});
export const startImportSchema = z.object({
  workspace,
  importId,
  list: z.union([z.object({ id: z.uuid() }), z.object({ name: listName })]),
  limit: z.number().int().positive().nullable(),
  maximum: z.number().int().nonnegative(),
  wait: z.boolean(),
});
export const switchSourcingSchema = z.object({ workspace, enabled: z.boolean() });
export const stopImportSchema = z.object({ workspace, importId });

/** The address of a list: what is searched for, and where the page begins. Anything unknown is ignored. */
export const listSearchSchema = z.object({
  q: text.pipe(z.string().trim().max(100)).catch(""),
  after: z
    .string()
    .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .transform((cursor) => {
      const [time, id] = cursor.split(".");
      return { addedAt: new Date(Number(time)), id: String(id) };
    })
    .nullable()
    .catch(null),
});

/** The address of the import page. */
export const importSearchSchema = z.object({
  import: z.uuid().nullable().catch(null),
  source: z.enum(["usernames", "export"]).catch("usernames"),
  list: z.uuid().nullable().catch(null),
  limit: z.coerce.number().int().positive().nullable().catch(null),
});
