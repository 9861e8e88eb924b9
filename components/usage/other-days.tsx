/** Says that other days are shown than were given. Empty if they are the same. */
export const OtherDays = ({ words }: { words: string | null }) =>
  words ? (
    <p role="status" className="mb-3 text-foreground-2 tabular-nums">
      {words}
    </p>
  ) : null;
