"use server";
import { revalidatePath } from "next/cache";
import { memberAction } from "@/lib/identity/action";
import { createApiKey, revokeApiKey } from "@/lib/identity/mutations/api-keys";
import { newApiKeySchema, revokeApiKeySchema } from "@/lib/identity/schema";

/** Makes a key and returns its secret, this once. */
export const createApiKeyAction = memberAction("api-keys:manage")
  .inputSchema(newApiKeySchema)
  .action(async ({ ctx, parsedInput: { name, scopes, lifetime } }) =>
    refreshed(
      await createApiKey(ctx.member, {
        name,
        scopes,
        lifetime: lifetime === "none" ? null : (Number(lifetime) as 30 | 90 | 365),
      }),
    ),
  );

/** Ends a key at once. */
export const revokeApiKeyAction = memberAction("api-keys:manage")
  .inputSchema(revokeApiKeySchema)
  .action(async ({ ctx, parsedInput }) =>
    refreshed({ ok: await revokeApiKey(ctx.member, parsedInput.apiKeyId) }),
  );

function refreshed<T>(answer: T): T {
  revalidatePath("/", "layout");
  return answer;
}
