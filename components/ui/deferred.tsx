"use client";
import { type ComponentType, useSyncExternalStore } from "react";

/**
 * Components that are not part of the page until somebody wants them: what opens over it. Whatever shows them draws
 * nothing until they have loaded, and then all of them at once.
 */
export class Deferred<Parts> {
  private parts: Parts | null = null;
  private coming: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly fetch: () => Promise<Parts>) {}

  /** Fetches them, once. If that failed, the next call tries again. */
  readonly load = (): Promise<void> => {
    this.coming ??= this.fetch().then(
      (parts) => {
        this.parts = parts;
        for (const listener of this.listeners) listener();
      },
      (error) => {
        this.coming = null;
        throw error;
      },
    );
    return this.coming;
  };

  /** The parts, or null until they have loaded. */
  useParts(): Parts | null {
    return useSyncExternalStore(this.subscribe, this.read, nothing);
  }

  /** One of them, to be used like any component. */
  part<Props extends object>(choose: (parts: Parts) => ComponentType<Props>) {
    return (props: Props) => {
      const parts = this.useParts();
      if (parts === null) return null;
      const Chosen = choose(parts);
      return <Chosen {...props} />;
    };
  }

  private readonly read = () => this.parts;

  private readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };
}

const nothing = () => null;
