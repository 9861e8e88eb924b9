type ActionResult<D> =
  | { data?: D | undefined; serverError?: string | undefined; validationErrors?: unknown }
  | undefined;

/** What a server action answered. A fault of the server or the connection is a refusal too. */
export async function answerOf<D extends { ok: boolean }>(
  call: Promise<ActionResult<D>>,
): Promise<D | { ok: false; reason: string }> {
  try {
    const result = await call;
    if (result?.data !== undefined) return result.data;
    return { ok: false, reason: result?.serverError ?? "invalid" };
  } catch (error) {
    // Next signals a redirect by throwing: that is no failure.
    const digest = (error as { digest?: unknown } | null)?.digest;
    if (typeof digest === "string" && digest.startsWith("NEXT_")) throw error;
    return { ok: false, reason: "offline" };
  }
}
