import { Note } from "@/components/ui/alert";

/** Above a form's button: why the whole form was refused. Announced at once. */
export function FormFailure({ children }: { children: string | undefined }) {
  if (!children) return null;
  return (
    <Note tone="critical" role="alert">
      {children}
    </Note>
  );
}
