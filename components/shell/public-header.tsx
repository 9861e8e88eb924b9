import { Wordmark } from "@/components/shell/wordmark";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

/** The header of pages that need no account. */
export function PublicHeader({ signedIn }: { signedIn: boolean }) {
  return (
    <header className="print:hidden mx-auto flex h-16 max-w-[1040px] items-center gap-1 px-page-x">
      <Link
        href={signedIn ? "/workspaces" : "/"}
        className="tap mr-auto rounded-sm"
        aria-label="Wellspent"
      >
        <Wordmark />
      </Link>
      <nav aria-label="Main" className="flex items-center gap-1">
        <Button asChild variant="ghost">
          <Link href="/rates">Rates</Link>
        </Button>
        <Button asChild variant="ghost" className="max-[379px]:hidden">
          <Link href="/developers">API</Link>
        </Button>
        {signedIn ? (
          <Button asChild>
            <Link href="/workspaces">
              <span>
                Open<span className="max-[439px]:sr-only"> workspace</span>
              </span>
            </Link>
          </Button>
        ) : (
          <Button asChild>
            <Link href="/sign-in">Sign in</Link>
          </Button>
        )}
      </nav>
    </header>
  );
}
