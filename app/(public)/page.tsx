import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { LandingQuote } from "@/components/shell/landing-quote";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { loadWorkspaces } from "@/lib/identity/loaders";

const PROMISES = [
  "The price is known before the action, and the charge is never above the quoted maximum.",
  "No output, no charge: what fails, stops or crashes costs nothing, and what was held comes back.",
  "The balance is the sum of rows that anyone can read; every row says who, what, when and how it was computed.",
  "Nobody overspends: not two tabs, not a thousand requests at once, not a crash, not a payment told twice.",
  "A cap is a cap, an alert comes once, credits never vanish without notice.",
];

export default async function LandingPage() {
  const workspaces = await loadWorkspaces();
  if (workspaces.length > 0) {
    const last = (await cookies()).get("workspace")?.value;
    const known = workspaces.find((one) => one.slug === last);
    redirect(known ? `/${known.slug}` : "/workspaces");
  }
  return (
    <>
      <section className="grid items-center gap-x-16 gap-y-10 pt-10 pb-16 md:grid-cols-[minmax(0,1fr)_360px] md:pt-16">
        <div>
          <h1 className="max-w-[11.61em] text-[40px] leading-[46px] tracking-[-.03em] max-md:text-[32px] max-md:leading-[38px]">
            Every credit, accounted for
          </h1>
          <p className="mt-5 max-w-[34.48em] text-foreground-2 text-lg">
            Wellspent is a workspace for outreach and content teams in which every AI action and
            every lead is paid for from one shared, exactly accounted credit balance. Before you act
            you see what it will cost; while it runs that amount is held; afterwards a receipt says
            what it did cost, and why.
          </p>
          <div className="mt-7 flex flex-wrap gap-2">
            <Button asChild variant="primary" size="lg">
              <Link href="/sign-up">Create a workspace</Link>
            </Button>
            <Button asChild size="lg">
              <Link href="/sign-in">Sign in</Link>
            </Button>
          </div>
        </div>
        <LandingQuote />
      </section>
      <section aria-labelledby="promises" className="border-border border-t pt-10">
        <h2 id="promises" className="text-xl">
          Five promises
        </h2>
        <ol className="mt-5 grid gap-x-16 md:grid-cols-2">
          {PROMISES.map((promise, index) => (
            <li
              key={promise}
              className="grid grid-cols-[20px_minmax(0,1fr)] gap-3 border-grid border-b py-4 text-base"
            >
              <span aria-hidden className="text-muted-foreground tabular-nums">
                {index + 1}
              </span>
              {promise}
            </li>
          ))}
        </ol>
        <p className="mt-8 text-foreground-2">
          Every operation, its rate and its formula are public.{" "}
          <Link className="link text-foreground" href="/rates">
            See the rate card
          </Link>
        </p>
      </section>
    </>
  );
}
