"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { DifferenceTable } from "@/components/rates/difference-table";
import { ExampleTable } from "@/components/rates/example-table";
import { refusalSentence } from "@/components/rates/publish-refusals";
import { ratesHref, ratesPath } from "@/components/rates/rates-address";
import { utcLabel } from "@/components/rates/utc";
import { announce } from "@/components/ui/announcer";
import { answerOf } from "@/components/ui/answer-of";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import { toast } from "@/components/ui/toaster";
import { publishRateCardAction } from "@/lib/credits/actions/rate-cards";
import { exampleQuotes } from "@/lib/credits/core/example-quotes";
import type { RateCard } from "@/lib/credits/core/rate-card";
import { differenceOf } from "@/lib/credits/core/rate-card-diff";
import type { PublishForm } from "@/lib/credits/schema/rates";

type PublishReviewProps = {
  latest: RateCard;
  next: RateCard;
  wish: PublishForm;
  onBack: () => void;
  onPublished: () => void;
};

/** What would change, and its effect on typical work: the last look before it is published. */
export function PublishReview({ latest, next, wish, ...on }: PublishReviewProps) {
  const { publish, pending, problem } = usePublishing(wish, on.onPublished);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const differences = differenceOf(latest, next);
  const examples = exampleQuotes(
    latest,
    next,
    differences.map(({ operation }) => operation),
  );
  return (
    <section aria-labelledby="review">
      <h2 id="review" ref={heading} tabIndex={-1} className="text-xl outline-none">
        {differences.length === 1
          ? "1 operation changes"
          : `${differences.length} operations change`}
      </h2>
      <p className="mt-1 max-w-[42.43em] text-foreground-2 tabular-nums">
        From {utcLabel(wish.effectiveAt)}. {wish.note}
      </p>
      <div className="mt-4">
        <DifferenceTable differences={differences} caption="What changes" />
      </div>
      <h2 className="mt-8">What usual work would be quoted</h2>
      <ExampleTable examples={examples} />
      <p className="mt-4 max-w-[42.43em] text-foreground-2">
        Quotes, holds and runs made before then keep version {latest.version} until they end, and
        their charges stay within what was quoted. Once published, this version cannot be changed.
      </p>
      <div className="mt-4 grid gap-4">
        <FormFailure>{problem}</FormFailure>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" size="lg" pending={pending} onClick={publish}>
            Publish this version
          </Button>
          <Button variant="ghost" size="lg" disabled={pending} onClick={on.onBack}>
            Back to the prices
          </Button>
        </div>
      </div>
    </section>
  );
}

function usePublishing(wish: PublishForm, onPublished: () => void) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const publish = async () => {
    setPending(true);
    const answer = await answerOf(publishRateCardAction(wish));
    if (answer.ok) {
      onPublished();
      announce(`Version ${answer.version} published.`);
      toast.success(`Version ${answer.version} published`);
      return router.push(ratesHref(ratesPath(), { version: answer.version }));
    }
    setPending(false);
    setProblem(refusalSentence(answer));
  };
  return { publish: () => void publish(), pending, problem };
}
