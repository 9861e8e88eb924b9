"use server";
import { publishRateCard } from "@/lib/credits/mutations/rate-cards";
import { publishRateCardSchema } from "@/lib/credits/schema/rates";
import { installationAction } from "@/lib/identity/action";
import { clock } from "@/lib/platform/clock";

/** Publishes the next version of the rate card. For those who look after the installation. */
export const publishRateCardAction = installationAction
  .inputSchema(publishRateCardSchema)
  .action(async ({ ctx: { admin }, parsedInput: { effectiveAt, ...wish } }) =>
    publishRateCard({
      ...wish,
      effectiveAt: new Date(effectiveAt),
      publishedBy: admin.id,
      now: clock.now(),
    }),
  );
