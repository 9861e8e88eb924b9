"use client";
import { Slot } from "radix-ui/slot";
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { Deferred } from "@/components/ui/deferred";
import type { Tip } from "@/components/ui/tip";
import type { TooltipContentProps } from "@/components/ui/tooltip-parts";

const parts = new Deferred(() => import("@/components/ui/tooltip-parts"));

/** A pointer that only passes over the trigger opens nothing. */
const REST_MS = 350;
/** Somebody who read a tip a moment ago need not wait for the next. */
const STILL_READING_MS = 200;
/** The time to move from the trigger to the tip, or back. */
const UNDERWAY_MS = 120;

const TipContext = createContext<Tip | null>(null);

/** At most one tip is shown: the one requested last. */
const shown: { hide: (() => void) | null; until: number } = { hide: null, until: 0 };

export function Tooltip({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const acts = useMemo(() => actsOf(setOpen, timer), []);
  useEffect(() => acts.stop, [acts]);
  const tip = useMemo(() => ({ ...acts, id, open, trigger }), [acts, id, open]);
  return <TipContext value={tip}>{children}</TipContext>;
}

type Timer = RefObject<ReturnType<typeof setTimeout> | undefined>;

function actsOf(setOpen: (open: boolean) => void, timer: Timer) {
  const stay = () => clearTimeout(timer.current);
  const hide = () => {
    stay();
    setOpen(false);
    if (shown.hide !== hide) return;
    shown.hide = null;
    shown.until = performance.now();
  };
  const show = () => {
    stay();
    if (shown.hide !== hide) shown.hide?.();
    shown.hide = hide;
    setOpen(true);
  };
  const later = (act: () => void, wait: number) => {
    stay();
    timer.current = setTimeout(act, wait);
  };
  const isReading = () => shown.hide !== null || performance.now() - shown.until < STILL_READING_MS;
  return {
    stay,
    hide,
    show,
    stop: () => {
      stay();
      if (shown.hide === hide) shown.hide = null;
    },
    rest: () => later(show, isReading() ? 0 : REST_MS),
    leave: () => later(hide, UNDERWAY_MS),
  };
}

function useTip(): Tip {
  const tip = useContext(TipContext);
  if (!tip) throw new Error("A tip and its trigger belong into one Tooltip.");
  return tip;
}

/** What the tip explains, when it is pointed at or focused. Use with `asChild`. */
export function TooltipTrigger({ children }: { asChild: true; children: ReactNode }) {
  const tip = useTip();
  const fetch = () => void parts.load().catch(() => {});
  return (
    <Slot
      ref={tip.trigger as RefObject<HTMLElement>}
      aria-describedby={tip.open ? tip.id : undefined}
      onPointerEnter={({ pointerType }) => {
        if (pointerType === "touch") return;
        fetch();
        tip.rest();
      }}
      onPointerLeave={tip.leave}
      onPointerDown={tip.hide}
      onClick={tip.hide}
      onFocus={({ currentTarget }) => {
        if (!currentTarget.matches(":focus-visible")) return;
        fetch();
        tip.show();
      }}
      onBlur={tip.hide}
    >
      {children}
    </Slot>
  );
}

export function TooltipContent(props: TooltipContentProps) {
  const tip = useTip();
  const file = parts.useParts();
  return tip.open && file ? <file.TooltipContent {...props} tip={tip} /> : null;
}
