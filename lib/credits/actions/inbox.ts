"use server";
import { markRead } from "@/lib/credits/mutations/inbox";
import { readNoticesSchema } from "@/lib/credits/schema";
import { memberAction } from "@/lib/identity/action";

/** Marks notices of the signed-in member as read. */
export const readNoticesAction = memberAction("workspace:view")
  .inputSchema(readNoticesSchema)
  .action(async ({ ctx, parsedInput: { read } }) => markRead(ctx.member, read));
