type ActionResult<D> =
  | { data?: D | undefined; serverError?: string | undefined; validationErrors?: unknown }
  | undefined;

/** The result of a server action. A fault of the server or the connection counts as a refusal. */
export async function answerOf<D extends { ok: boolean }>(
  call: Promise<ActionResult<D>>,
): Promise<D | { ok: false; reason: string }> {
  try {
    const result = await call;
    if (result?.data !== undefined) return result.data;
    return { ok: false, reason: result?.serverError ?? "invalid" };
  } catch (error) {
    // Next signals a redirect by throwing, which is not a failure.
    const digest = (error as { digest?: unknown } | null)?.digest;
    if (typeof digest === "string" && digest.startsWith("NEXT_")) throw error;
    return { ok: false, reason: "offline" };
  }
}
