import { Fragment } from "react";
import { Link } from "@/components/ui/link";

export type Crumb = { label: string; href?: string };

/** Where the reader is; the last crumb is the page itself. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  const last = crumbs.length - 1;
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center text-muted-foreground text-sm">
        {crumbs.map((crumb, index) => (
          <Fragment key={crumb.label}>
            {index > 0 ? (
              <li aria-hidden className="mx-[7px] text-border-strong">
                /
              </li>
            ) : null}
            <li
              className={index === last ? "truncate" : "whitespace-nowrap"}
              title={index === last ? crumb.label : undefined}
            >
              <CrumbLabel crumb={crumb} current={index === last} />
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

function CrumbLabel({ crumb, current }: { crumb: Crumb; current: boolean }) {
  if (current) {
    return (
      <span aria-current="page" className="font-label text-foreground">
        {crumb.label}
      </span>
    );
  }
  if (!crumb.href) return <span>{crumb.label}</span>;
  return (
    <Link className="rounded-xs hover:text-foreground" href={crumb.href}>
      {crumb.label}
    </Link>
  );
}
