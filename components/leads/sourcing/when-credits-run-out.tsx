import { CirclePause, Mail, RotateCw, ShieldCheck } from "lucide-react";

const FACTS = [
  {
    icon: CirclePause,
    title: "Sourcing stops",
    text: "No new leads are found, and nothing is charged.",
  },
  {
    icon: Mail,
    title: "Existing leads still receive email",
    text: "Leads already in campaigns go on as planned. Sending costs no credits.",
  },
  {
    icon: ShieldCheck,
    title: "Nothing is lost",
    text: "Leads, lists, campaigns and requests stay as they are.",
  },
  {
    icon: RotateCw,
    title: "Everything resumes after a purchase",
    text: "By itself, as soon as the credits arrive.",
  },
] as const;

/** What a workspace without lead credits can count on. */
export const WhenCreditsRunOut = () => (
  <section aria-labelledby="run-out-heading" className="mt-6 border-border border-t pt-5">
    <h2 id="run-out-heading" className="mb-3">
      When credits run out
    </h2>
    <ul className="grid gap-x-8 gap-y-3.5 sm:grid-cols-2">
      {FACTS.map(({ icon: Icon, title, text }) => (
        <li key={title} className="flex gap-2.5">
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
          <div className="min-w-0">
            <p className="font-label">{title}</p>
            <p className="text-muted-foreground">{text}</p>
          </div>
        </li>
      ))}
    </ul>
  </section>
);
