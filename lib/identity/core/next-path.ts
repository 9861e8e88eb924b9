// Resolving against an origin that cannot exist shows what a browser would make of the value.
const NOWHERE = "https://nowhere.invalid";

/**
 * Where to go after signing in: `next` if it is a path of this site, otherwise null. Whatever could lead to another
 * host (`//evil`, `/\evil`, `https:`, control characters) is refused.
 */
export function safeNextPath(next: string | null | undefined): string | null {
  if (!next?.startsWith("/") || next.length > 2000 || /[\\\p{Cc}]/u.test(next)) return null;
  try {
    const url = new URL(next, NOWHERE);
    if (url.origin !== NOWHERE || url.pathname.startsWith("//")) return null;
    const path = url.pathname + url.search + url.hash;
    return /^\/(sign-in|sign-up|api)(\/|\?|#|$)/.test(path) ? null : path;
  } catch {
    return null;
  }
}

/**
 * The page of a workspace that `to` names ("/settings/billing?buy=popular"), which somebody asked for before the
 * workspace was known. Its first page if there is none, or if it would lead elsewhere.
 */
export function pageInside(slug: string, to: string | null | undefined): string {
  const path = safeNextPath(`/${slug}${to ?? ""}`);
  return path?.startsWith(`/${slug}/`) ? path : `/${slug}`;
}

/**
 * Where a new person goes, whose only workspace is `slug`: on to `next` if that asks in which workspace. Any other page
 * that they were refused belongs to a workspace that is not theirs.
 */
export function firstPage(slug: string, next: string | null | undefined): string {
  const path = safeNextPath(next);
  return path && /^\/workspaces(\?|$)/.test(path) ? path : `/${slug}`;
}
