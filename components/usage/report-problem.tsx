import { Mail } from "lucide-react";
import { Button } from "@/components/ui/button";
import { CopyReport } from "@/components/usage/copy-report";
import { mailtoHref, type Report, reportText } from "@/components/usage/report";

type ReportProblemProps = {
  report: Report;
  /** Where reports go; null when the installation names no address. */
  support: string | null;
};

/** A mail with the facts filled in or, if there is nobody to write to, the facts to copy. */
export function ReportProblem({ report, support }: ReportProblemProps) {
  if (support === null) {
    return <CopyReport value={reportText(report)} label="Copy a problem report" />;
  }
  return (
    <Button asChild variant="ghost" size="sm">
      <a href={mailtoHref(support, report)}>
        <Mail aria-hidden className="size-3.5" />
        Report a problem
      </a>
    </Button>
  );
}
