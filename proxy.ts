import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { contentPolicy } from "@/lib/platform/content-policy";
import { env } from "@/lib/platform/env";

const https = env.APP_URL.startsWith("https:");
const payments = env.STRIPE_API_BASE
  ? new URL(env.STRIPE_API_BASE).origin
  : "https://checkout.stripe.com";

/** Before every page: its security headers, and its own address for whoever must lead back to it. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy({
    nonce,
    payments,
    https,
    development: env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce for its own scripts out of this request header.
  headers.set("content-security-policy", policy);

  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (https)
    response.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return response;
}

// Not in front of the API: it serves no page, and an upload must stream past, not be kept for a proxy. Names of files are
// whole: what merely begins so is the address of a workspace.
export const config = {
  matcher: "/((?!api/|_next/static/|_next/image|(?:favicon\\.ico|icon\\.svg|robots\\.txt)$).*)",
};
