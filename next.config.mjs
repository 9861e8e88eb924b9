/** Headers that are the same for every answer; what depends on the request is set in proxy.ts. */
const HEADERS = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  { key: "referrer-policy", value: "strict-origin-when-cross-origin" },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  {
    key: "permissions-policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

/** @type {import('next').NextConfig} */
export default {
  output: "standalone",
  poweredByHeader: false,
  typedRoutes: false,
  // Types are checked once, by `npm run check`; whoever starts the product need not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "pino",
    "@prisma/client",
    "@prisma/adapter-pg",
    "pdfkit",
  ],
  // The health report compares the database with the migrations this build knows.
  outputFileTracingIncludes: {
    "/api/health": ["./prisma/migrations/**/*"],
    "/api/statements": ["./node_modules/geist/dist/fonts/geist-sans/Geist-{Regular,SemiBold}.ttf"],
  },
  outputFileTracingExcludes: { "*": ["./.data/**/*", "./e2e/**/*", "./docs/**/*"] },
  headers: async () => [{ source: "/:path*", headers: HEADERS }],
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: "1mb" },
  },
};
