import { PageMessage } from "@/components/shell/page-message";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

export default function Forbidden() {
  return (
    <div className="pt-8">
      <PageMessage
        title="Only those who look after this installation publish rates"
        action={
          <Button asChild>
            <Link href="/rates">Read the rates</Link>
          </Button>
        }
      >
        Nothing was changed. They are named in the installation&apos;s settings by their e-mail
        addresses, and have shown that the addresses are theirs.
      </PageMessage>
    </div>
  );
}
