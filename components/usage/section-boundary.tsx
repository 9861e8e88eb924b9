"use client";
import { Component, type ReactNode } from "react";
import { useLive } from "@/components/credits/live-workspace";
import { Failure } from "@/components/ui/failure";
import { canGo } from "@/components/ui/fetched";
import { tryAgain } from "@/components/ui/missing-code";

type SectionBoundaryProps = { title: string; note?: string; children: ReactNode };

/** Lets one part of a page fail while the others stay: it says what failed, and tries again in place. */
export function SectionBoundary(props: SectionBoundaryProps) {
  const { refresh } = useLive();
  return <Boundary {...props} refresh={refresh} />;
}

type BoundaryState = { failed: (Error & { digest?: string }) | null };

class Boundary extends Component<SectionBoundaryProps & { refresh: () => void }, BoundaryState> {
  override state: BoundaryState = { failed: null };
  private retrying = false;

  static getDerivedStateFromError(error: Error & { digest?: string }): BoundaryState {
    // Redirects, "not found" and the like come from the router and are not failures.
    if (error.digest?.startsWith("NEXT_")) throw error;
    return { failed: error };
  }

  override componentDidUpdate(before: SectionBoundaryProps): void {
    if (!this.retrying || before.children === this.props.children) return;
    this.retrying = false;
    this.setState({ failed: null });
  }

  override render(): ReactNode {
    const { failed } = this.state;
    const { title, note, children } = this.props;
    if (!failed) return children;
    return (
      <Failure
        title={title}
        reference={failed.digest}
        onRetry={tryAgain(failed, this.retry)}
        className="my-4"
      >
        {note}
      </Failure>
    );
  }

  private retry = (): void => {
    if (!canGo()) return;
    this.retrying = true;
    this.props.refresh();
  };
}
