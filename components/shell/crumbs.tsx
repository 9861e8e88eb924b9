"use client";
import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { breadcrumbOf, pathInWorkspace } from "@/components/shell/navigation";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";

let name: string | null = null;
const listeners = new Set<() => void>();
const change = (next: string | null) => {
  name = next;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Adds the name of one thing (a list, a run) to the end of the breadcrumb while its page is shown. */
export function CrumbName({ children }: { children: string }) {
  useEffect(() => {
    change(children);
    return () => change(null);
  }, [children]);
  return null;
}

/**
 * Section, page, and the name of the thing, if the page gives one. On a phone only the last, in two lines if one is too
 * short. Narrower than a phone, as on a page enlarged to 400%, there is no room for it, and the page shows its heading.
 */
export function Crumbs({ slug }: { slug: string }) {
  const path = pathInWorkspace(usePathname(), slug);
  const own = useSyncExternalStore(
    subscribe,
    () => name,
    () => null,
  );
  const crumbs = crumbsOf(path, slug, own);
  return (
    <>
      <div className="min-w-0 max-md:hidden">
        <Breadcrumb crumbs={crumbs} />
      </div>
      <span
        aria-hidden
        className="line-clamp-2 min-w-0 hyphens-auto font-label [overflow-wrap:anywhere] text-[15px] max-[359px]:hidden md:hidden"
        title={crumbs.at(-1)?.label}
      >
        {crumbs.at(-1)?.label}
      </span>
    </>
  );
}

function crumbsOf(path: string, slug: string, own: string | null): Crumb[] {
  const place = breadcrumbOf(path);
  if (!place) return own ? [{ label: own }] : [];
  const section = place.section
    ? [{ label: place.section, href: `/${slug}${place.sectionPath}` }]
    : [];
  const page = { label: place.entry.label, href: `/${slug}${place.entry.path}` };
  return own ? [...section, page, { label: own }] : [...section, page];
}
