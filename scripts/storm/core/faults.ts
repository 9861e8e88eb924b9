// What can be wrong with the rules of core, one fault at a time. See hunt.ts.
import { FOLD } from "./fold-faults";

/** A text that stands once in a module and what replaces it. `same`: why nobody could see it, where nobody can. */
export type CoreFault = { name: string; find: string; put: string; same?: string };

/** By module; each is to be seen by the tests beside it, `<module>.test.ts`. */
export const CORE_FAULTS: Readonly<Record<string, readonly CoreFault[]>> = {
  fold: FOLD,
};
