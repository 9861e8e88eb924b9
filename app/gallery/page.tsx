import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { StillWorkspace } from "@/components/credits/live-workspace";
import { AlertsGallery } from "@/components/gallery/alerts";
import { ControlsGallery } from "@/components/gallery/controls";
import { CreditsGallery } from "@/components/gallery/credits";
import { FloatingGallery } from "@/components/gallery/floating";
import { HistoryGallery } from "@/components/gallery/history";
import { NoticesGallery } from "@/components/gallery/notices";
import { RatesGallery } from "@/components/gallery/rates";
import { StatesGallery } from "@/components/gallery/states";
import { TopUpGallery } from "@/components/gallery/top-up";
import { UsageGallery } from "@/components/gallery/usage";
import { Queries } from "@/components/shell/queries";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Gallery", robots: { index: false } };

/** Every component in every state, with fixed data. For development. */
export default function GalleryPage() {
  if (!env.EMBEDDED && env.NODE_ENV !== "development") notFound();
  return (
    <NuqsAdapter>
      <Queries>
        <StillWorkspace balances={null}>
          <main className="min-h-dvh bg-background px-8 py-[26px] max-md:px-4">
            <h1 className="mb-[18px]">Credit components</h1>
            <h2 className="sr-only">Credits</h2>
            <CreditsGallery />
            <h2 className="mt-14 mb-4 text-xl">Controls</h2>
            <ControlsGallery />
            <h2 className="mt-14 mb-4 text-xl">States</h2>
            <StatesGallery />
            <h2 className="mt-14 mb-4 text-xl">Alerts and limits</h2>
            <AlertsGallery />
            <NoticesGallery />
            <h2 className="mt-14 mb-4 text-xl">Rates and balance help</h2>
            <RatesGallery />
            <h2 className="mt-14 mb-4 text-xl">Usage</h2>
            <UsageGallery />
            <h2 className="mt-14 mb-4 text-xl">Auto top-up</h2>
            <TopUpGallery />
            <h2 className="mt-14 mb-4 text-xl">Dialogs, menus, sheets</h2>
            <FloatingGallery />
            <h2 className="mt-14 mb-4 text-xl">Balance, history, receipts</h2>
            <HistoryGallery />
          </main>
        </StillWorkspace>
      </Queries>
    </NuqsAdapter>
  );
}
