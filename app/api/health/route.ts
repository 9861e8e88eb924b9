import { checkHealth } from "@/lib/platform/health";

/** For load balancers and the start script: 200 if this server can serve, 503 if not. Public, so it contains no secret. */
export async function GET(): Promise<Response> {
  const health = await checkHealth();
  return Response.json(health, {
    status: health.status === "ok" ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}

export const dynamic = "force-dynamic";
