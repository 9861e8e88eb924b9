import type { Metadata } from "next";
import { PublishScreen } from "@/components/rates/publish-screen";
import { ratesPath } from "@/components/rates/rates-address";
import { RatesNav } from "@/components/rates/rates-nav";
import { loadPublishing } from "@/lib/credits/loaders/rates";

export const metadata: Metadata = { title: "New version of the rate card" };

/** Publishes the next version of the rate card. For admins of the installation. */
export default async function PublishPage() {
  const { latest, now, userId } = await loadPublishing();
  return (
    <div className="pt-8">
      <h1 className="mb-4">New version of the rate card</h1>
      <RatesNav path={ratesPath()} here="publish" canPublish />
      <PublishScreen key={latest.version} latest={latest} now={now} userId={userId} />
    </div>
  );
}
