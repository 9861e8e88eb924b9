import { BillingSkeleton } from "@/components/usage/billing-skeletons";

export default function BillingLoading() {
  return <BillingSkeleton />;
}
