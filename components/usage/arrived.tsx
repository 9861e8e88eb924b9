import { Button } from "@/components/ui/button";

type ArrivedProps = {
  count: number;
  /** The word for one of them: "transaction". */
  name: string;
  onShow: () => void;
};

/**
 * What arrived while the page is open waits behind this button, at the end of the line of filters, where it moves
 * nothing. On a phone that line scrolls, and this stays at its edge.
 */
export const Arrived = ({ count, name, onShow }: ArrivedProps) => (
  <div role="status" className="ml-auto max-md:sticky max-md:right-0 max-md:shrink-0">
    {count > 0 ? (
      <Button size="sm" className="tap h-[26px] rounded-full max-md:h-8" onClick={onShow}>
        <span>
          {count} new<span className="max-md:sr-only"> {count === 1 ? name : `${name}s`}</span>
        </span>
      </Button>
    ) : null}
  </div>
);
