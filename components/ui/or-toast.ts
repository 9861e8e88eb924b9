import { toast } from "@/components/ui/toaster";

/** The result of a server action. If there is none, says `failed`: the network was lost, or the action was refused. */
export async function orToast<Data>(
  call: Promise<{ data?: Data } | undefined>,
  failed: string,
): Promise<Data | undefined> {
  const answer = await call.catch(() => undefined);
  if (answer?.data === undefined) toast.error(failed);
  return answer?.data;
}
