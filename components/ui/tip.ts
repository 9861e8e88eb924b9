import type { RefObject } from "react";

/** One tip, as shared by its trigger and its content. */
export type Tip = {
  id: string;
  open: boolean;
  trigger: RefObject<HTMLElement | null>;
  show: () => void;
  hide: () => void;
  /** The pointer is on the trigger: the tip is shown if it rests there. */
  rest: () => void;
  /** The pointer left the trigger or the tip: the tip is hidden unless the pointer reaches the other. */
  leave: () => void;
  stay: () => void;
};
