import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";

type RatesNavProps = {
  /** "/rates", or a workspace's. */
  path: string;
  here: "rates" | "calculator" | "publish";
  canPublish: boolean;
};

/** The pages about rates, as tabs that are links. */
export function RatesNav({ path, here, canPublish }: RatesNavProps) {
  return (
    <nav aria-label="Rates" className="mb-6 flex gap-5 border-border border-b print:hidden">
      <Page href={path} current={here === "rates"}>
        Rates
      </Page>
      <Page href={`${path}/calculator`} current={here === "calculator"}>
        Calculator
      </Page>
      {canPublish ? (
        <Page href="/rates/publish" current={here === "publish"}>
          New version
        </Page>
      ) : null}
    </nav>
  );
}

const Page = ({
  href,
  current,
  children,
}: {
  href: string;
  current: boolean;
  children: string;
}) => (
  <Link
    href={href}
    aria-current={current ? "page" : undefined}
    className={cn(
      "-mb-px inline-flex h-9 items-center border-transparent border-b-2 font-medium text-foreground-2 text-sm no-underline hover:text-foreground max-md:h-11 max-md:min-w-11",
      current && "border-foreground text-foreground",
    )}
  >
    {children}
  </Link>
);
