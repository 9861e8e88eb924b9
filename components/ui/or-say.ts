import { toast } from "@/components/ui/toaster";

/** What a server action answered. When that is nothing, `failed` is said: the network was lost, or it was refused. */
export async function orSay<Data>(
  call: Promise<{ data?: Data } | undefined>,
  failed: string,
): Promise<Data | undefined> {
  const answer = await call.catch(() => undefined);
  if (answer?.data === undefined) toast.error(failed);
  return answer?.data;
}
