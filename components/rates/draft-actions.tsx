import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

type OlderDraftProps = {
  /** The version on which the draft was begun; null if that is the latest. */
  of: string | null;
  latest: string;
  onDiscard: () => void;
};

/**
 * Says that another version was published meanwhile: what was changed in the draft stays, and the rest is that
 * version's.
 */
export function OlderDraft({ of, latest, onDiscard }: OlderDraftProps) {
  if (of === null) return null;
  return (
    <Alert
      tone="warning"
      className="mt-4"
      title={`This draft was begun on version ${of}.`}
      actions={
        <Button type="button" size="sm" onClick={onDiscard}>
          Discard draft
        </Button>
      }
    >
      Version {latest} was published since. The prices you changed stand as you wrote them, and all
      others are those of {latest}.
    </Alert>
  );
}

/** On to the review, or back to the card as it is. */
export const DraftActions = ({
  isEmpty,
  onDiscard,
}: {
  isEmpty: boolean;
  onDiscard: () => void;
}) => (
  <>
    <div className="flex flex-wrap gap-2">
      <Button type="submit" variant="primary" size="lg">
        Review changes
      </Button>
      <Button type="button" variant="ghost" size="lg" onClick={onDiscard} aria-disabled={isEmpty}>
        Discard draft
      </Button>
    </div>
    <p className="-mt-2 text-muted-foreground text-xs">
      A draft is kept in this browser until it is published or discarded.
    </p>
  </>
);
