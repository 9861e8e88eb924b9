import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

export default function Forbidden() {
  return (
    <div className="max-w-[64ch] pt-8">
      <h1>Only those who look after this installation publish rates</h1>
      <p className="mt-1 mb-5 text-foreground-2">
        Nothing was changed. They are named in the installation&apos;s settings by their e-mail
        addresses, and have shown that the addresses are theirs.
      </p>
      <Button asChild>
        <Link href="/rates">Read the rates</Link>
      </Button>
    </div>
  );
}
