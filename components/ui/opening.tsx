"use client";
import { Slot } from "radix-ui/slot";
import {
  type ComponentProps,
  type ComponentType,
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Deferred } from "@/components/ui/deferred";
import { toastNotOpened } from "@/components/ui/fetched";

/** Something that opens over the page, as shared by its trigger and its content. */
export type Opening = {
  open: boolean;
  change: (open: boolean) => void;
  /** It was open, or somebody is about to open it, so its code is worth fetching. */
  wanted: boolean;
  want: () => void;
  trigger: RefObject<HTMLElement | null>;
  triggerId: string;
  contentId: string;
  /** The last opening was by a key, so the focus goes to the first choice. */
  byKey: RefObject<boolean>;
};

const OpeningContext = createContext<Opening | null>(null);

export type OpeningProps = {
  open?: boolean;
  defaultOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  children?: ReactNode;
};

/** Knows whether it is open, by its own state or as it is told. Renders nothing: the trigger stays what it is. */
export function OpeningRoot({ open, defaultOpen = false, onOpenChange, children }: OpeningProps) {
  const [own, setOwn] = useState(defaultOpen);
  const [intent, setIntent] = useState(false);
  const trigger = useRef<HTMLElement>(null);
  const byKey = useRef(false);
  const id = useId();
  const isOpen = open ?? own;
  if (isOpen && !intent) setIntent(true);

  const want = useCallback(() => setIntent(true), []);
  const change = useCallback(
    (next: boolean) => {
      setOwn(next);
      onOpenChange?.(next);
    },
    [onOpenChange],
  );
  const opening = useMemo(
    () => ({
      open: isOpen,
      change,
      wanted: intent,
      want,
      trigger,
      byKey,
      triggerId: `${id}trigger`,
      contentId: `${id}content`,
    }),
    [isOpen, change, intent, want, id],
  );
  return <OpeningContext value={opening}>{children}</OpeningContext>;
}

export function useOpening(): Opening {
  const opening = useContext(OpeningContext);
  if (!opening) throw new Error("A trigger and what it opens belong into one root.");
  return opening;
}

export type TriggerProps = ComponentProps<"button"> & { asChild?: boolean };

/**
 * The button that opens it, present and working before the code of what it opens has loaded. That is fetched when the
 * button is pointed at, focused or pressed, and shown as soon as it is there.
 */
export function OpeningTrigger({
  asChild = false,
  popup,
  onPointerEnter,
  onFocus,
  ...props
}: TriggerProps & { popup: "dialog" | "menu" }) {
  const { open, want, trigger, triggerId, contentId } = useOpening();
  const Element = asChild ? Slot : "button";
  return (
    <Element
      type="button"
      id={triggerId}
      aria-haspopup={popup}
      aria-expanded={open}
      aria-controls={open ? contentId : undefined}
      data-state={open ? "open" : "closed"}
      {...props}
      ref={trigger as RefObject<HTMLButtonElement | null>}
      onPointerEnter={(event) => {
        onPointerEnter?.(event);
        want();
      }}
      onFocus={(event) => {
        onFocus?.(event);
        want();
      }}
    />
  );
}

/** A trigger that opens and closes by a click. */
export function ClickTrigger({ onClick, ...props }: TriggerProps) {
  const { open, change } = useOpening();
  return (
    <OpeningTrigger
      popup="dialog"
      {...props}
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented) change(!open);
      }}
    />
  );
}

type OpenedProps<Parts, Props> = {
  /** Where its code comes from, and what it is called there. */
  from: Deferred<Parts>;
  choose: (parts: Parts) => ComponentType<Props & { opening: Opening }>;
  props: Props;
};

/** What opens: nothing until it was wanted and its code has loaded. */
export function Opened<Parts, Props extends object>({
  from,
  choose,
  props,
}: OpenedProps<Parts, Props>) {
  const opening = useOpening();
  const parts = from.useParts();
  const { open, wanted, change } = opening;
  useEffect(() => {
    if (!wanted && !open) return;
    from.load().catch(() => {
      // It was only pointed at, so nothing was to open yet.
      if (!open) return;
      toastNotOpened();
      // Closed again, so that the next press is another try.
      change(false);
    });
  }, [wanted, open, change, from]);
  if (parts === null || !wanted) return open ? <i data-pending hidden /> : null;
  const Chosen = choose(parts);
  return <Chosen {...props} opening={opening} />;
}
