import { Check } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { billingPath } from "@/components/usage/history-address";
import type { Overview } from "@/lib/usage/types";

type FirstStepsProps = { workspace: string; overview: Overview };
type Step = {
  title: string;
  text: string;
  done: boolean;
  action: { label: string; href: string } | null;
};

/** For a new workspace, which has nothing to show yet: what to do first, in order. */
export function FirstSteps({ workspace, overview }: FirstStepsProps) {
  const steps = stepsOf(workspace, overview);
  const next = steps.find(({ done, action }) => !done && action);
  return (
    <section aria-labelledby="first-steps-heading" className="max-w-2xl">
      <h2 id="first-steps-heading" className="mb-2.5">
        First steps
      </h2>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step.title}
            className="flex items-center gap-x-4 gap-y-2.5 border-grid border-t py-3 max-sm:flex-wrap max-sm:items-start"
          >
            <span className="grid size-6 shrink-0 place-items-center rounded-full text-foreground-2 text-xs tabular-nums shadow-[inset_0_0_0_1px_var(--border-strong)]">
              {step.done ? <Check aria-label="Done" className="size-3.5" /> : index + 1}
            </span>
            <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-40px)]">
              <h3>{step.title}</h3>
              <p className="text-muted-foreground">{step.text}</p>
            </div>
            {step.action && !step.done ? (
              <Button
                asChild
                variant={step === next ? "primary" : "outline"}
                className="max-sm:ml-10"
              >
                <Link href={step.action.href}>{step.action.label}</Link>
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

function stepsOf(workspace: string, { balances, can, isAlone }: Overview): Step[] {
  return [
    {
      title: "Get credits",
      text: can.buy
        ? "One balance for everybody here. Credits never reset monthly; each purchase is valid for 12 months."
        : "An owner, an admin or somebody with the billing role buys them for everybody here.",
      done: balances.some(({ current }) => current > 0),
      action: {
        label: can.buy ? "Buy credits" : "Ask for credits",
        href: billingPath(workspace),
      },
    },
    {
      title: "Import leads",
      text: "From a CSV file. The price is known before the import begins; your own export comes back free.",
      done: false,
      action: can.importLeads
        ? { label: "Import leads", href: `/${workspace}/leads/import` }
        : null,
    },
    {
      title: "Invite people",
      text: "Everybody sees the same balance, and every row says who used what.",
      done: !isAlone,
      action: can.invite
        ? { label: "Invite people", href: `/${workspace}/settings/members` }
        : null,
    },
  ];
}
