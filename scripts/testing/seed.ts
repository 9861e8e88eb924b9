import fc from "fast-check";
import { inject } from "vitest";

// Every property starts from the seed of the run.
fc.configureGlobal({ seed: inject("effort").seed });
