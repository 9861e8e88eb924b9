import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { TableCell } from "@/components/ui/table";

/** A name that may be long: cut off at the end, and complete in its tooltip. A link if it leads somewhere. */
export function NameLink({
  name,
  href,
  lead,
}: {
  name: string;
  href: string | null;
  lead?: ReactNode;
}) {
  const text = (
    <span
      className="min-w-0 truncate font-medium max-md:line-clamp-2 max-md:whitespace-normal max-md:break-words"
      title={name}
    >
      {name}
    </span>
  );
  return (
    <span className="flex min-w-0 items-center gap-2">
      {lead}
      {href ? (
        <Link
          href={href}
          prefetch={false}
          scroll={false}
          className="flex min-h-6 min-w-0 items-center hover:underline max-md:min-h-11"
        >
          {text}
        </Link>
      ) : (
        text
      )}
    </span>
  );
}

/** The row's own name, in the room that the numbers leave. */
export const NameCell = ({ className, children }: { className?: string; children: ReactNode }) => (
  <th
    scope="row"
    className={cn(
      "h-[34px] w-full max-w-0 border-grid max-md:h-row border-b pr-2 text-left font-normal",
      className,
    )}
  >
    {children}
  </th>
);

export const Num = ({
  strong,
  quiet,
  className,
  children,
}: {
  strong?: boolean;
  quiet?: boolean;
  className?: string;
  children: ReactNode;
}) => (
  <TableCell
    numeric
    className={cn(
      "h-[34px] max-md:h-row",
      strong && "font-label",
      quiet && "text-muted-foreground",
      className,
    )}
  >
    {children}
  </TableCell>
);
