import type { RefObject } from "react";

/** One tip, as its trigger and its content share it. */
export type Tip = {
  id: string;
  open: boolean;
  trigger: RefObject<HTMLElement | null>;
  show: () => void;
  hide: () => void;
  /** The pointer is on the trigger: shown when it rests there. */
  rest: () => void;
  /** The pointer left the trigger or the tip: hidden unless it arrives at the other. */
  leave: () => void;
  stay: () => void;
};
