/** First words of addresses that the product reserves for itself, now or later. */
const RESERVED = new Set(
  `_next about account accounts admin api app apple-icon assets auth billing blog changelog contact
   developer developers docs download enter events favicon.ico forgot-password gallery health help home icon
   invitations invite legal login logout manifest manifest.webmanifest members new null onboarding
   outbox payments pricing privacy profile public rates register robots.txt security settings
   sign-in sign-out sign-up signin signout signup sitemap.xml start static status support system
   team teams terms undefined user users v1 verify webhooks welcome wellspent workspace workspaces
   www`.split(/\s+/),
);

const SLUG_MIN = 2;
export const SLUG_MAX = 40;
const SHAPE = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export type SlugProblem = "slug_invalid" | "slug_reserved";

/** What is wrong with a workspace's address, or null. Only the database knows whether it is taken. */
export function slugProblem(slug: string): SlugProblem | null {
  if (slug.length < SLUG_MIN || slug.length > SLUG_MAX || !SHAPE.test(slug)) return "slug_invalid";
  return RESERVED.has(slug) ? "slug_reserved" : null;
}

/** An address made from a workspace's name: "Café Norte & Söhne" becomes cafe-norte-sohne. It is always valid. */
export function slugFromName(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/['’]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX)
    .replace(/^-+|-+$/g, "");
  if (slugProblem(words) === null) return words;
  return words === ""
    ? "team-workspace"
    : `${words.slice(0, SLUG_MAX - 5).replace(/-+$/, "")}-team`;
}

/** The same address with a number, for use if it is taken: acme, acme-2, acme-3. */
export function numberedSlug(slug: string, number: number): string {
  if (number < 2) return slug;
  const suffix = `-${number}`;
  return `${slug.slice(0, SLUG_MAX - suffix.length).replace(/-+$/, "")}${suffix}`;
}
