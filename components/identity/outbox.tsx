import { Note } from "@/components/ui/alert";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";

type Mail = { id: string; recipient: string; subject: string; text: string; createdAt: Date };

/** The mails of an installation without a mail server, to be read here. */
export function Outbox({ mails }: { mails: Mail[] }) {
  return (
    <div className="min-h-dvh bg-canvas px-4 py-10">
      <main className="mx-auto w-full max-w-[720px] rounded-panel border border-border bg-background p-6 shadow-sheet">
        <PageHeader title="Outbox" description="Mails that this installation would have sent." />
        <Note className="mb-5">
          No mail server is set (SMTP_URL), so mail stays on this machine, and whoever can open this
          page can read it. The latest 100 are shown.
        </Note>
        {mails.length === 0 ? (
          <Empty
            title="No mail yet"
            action={
              <Link className="link tap text-sm" href="/sign-in">
                Go to sign in
              </Link>
            }
          >
            Sign-in links and invitations arrive here.
          </Empty>
        ) : (
          <ol className="divide-y divide-grid">
            {mails.map((mail) => (
              <li key={mail.id}>
                <MailEntry mail={mail} />
              </li>
            ))}
          </ol>
        )}
      </main>
    </div>
  );
}

function MailEntry({ mail }: { mail: Mail }) {
  return (
    <article aria-labelledby={mail.id} className="flex flex-col gap-2 py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={mail.id}>{mail.subject}</h2>
        <RelativeTime at={mail.createdAt} className="text-muted-foreground text-xs tabular-nums" />
      </div>
      <p className="text-muted-foreground text-xs">To {mail.recipient}</p>
      <div className="flex flex-col gap-2 text-sm">
        {paragraphs(mail.text).map(({ start, text }) => (
          <p key={start} className="break-words">
            {pieces(text).map(({ start: from, text: piece }) =>
              isLink(piece) ? (
                <a key={from} className="link inline-block break-all max-md:py-[3px]" href={piece}>
                  {piece}
                </a>
              ) : (
                piece
              ),
            )}
          </p>
        ))}
      </div>
    </article>
  );
}

/** A paragraph, split into addresses and the text between them. */
function pieces(text: string): { start: number; text: string }[] {
  let start = 0;
  return text.split(/(https?:\/\/\S+)/).map((piece) => {
    const found = { start, text: piece };
    start += piece.length;
    return found;
  });
}

const isLink = (text: string) => /^https?:\/\/\S+$/.test(text);

function paragraphs(text: string): { start: number; text: string }[] {
  let start = 0;
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => {
      const found = { start, text: paragraph };
      start += paragraph.length + 2;
      return found;
    });
}
