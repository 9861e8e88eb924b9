import { CircleAlert } from "lucide-react";
import { type ComponentProps, cloneElement, isValidElement, type ReactNode, useId } from "react";
import { cn } from "@/components/ui/cn";
import { Label } from "@/components/ui/label";

type FieldProps = Omit<ComponentProps<"div">, "children"> & {
  label?: ReactNode;
  /** Beside the label, right: a count or a remark. */
  aside?: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  /** The id of the control; generated if left out. */
  htmlFor?: string;
  /** With `label`: exactly one control, which receives its id, description and validity. */
  children?: ReactNode;
};

type Wiring = { id?: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Label, control, description and error as one unit, wired for assistive technology. */
export function Field({
  label,
  aside,
  description,
  error,
  htmlFor,
  className,
  children,
  ...props
}: FieldProps) {
  const made = useId();
  if (label === undefined) {
    return (
      <div data-slot="field" className={cn("flex flex-col gap-1.5", className)} {...props}>
        {children}
      </div>
    );
  }
  const control = isValidElement<Wiring>(children) ? children : null;
  const id = htmlFor ?? control?.props.id ?? made;
  const described = [description ? `${id}-description` : "", error ? `${id}-error` : ""].filter(
    Boolean,
  );
  const wiring: Wiring = {
    id,
    ...(described.length > 0 ? { "aria-describedby": described.join(" ") } : {}),
    ...(error ? { "aria-invalid": true } : {}),
  };
  return (
    <div data-slot="field" className={cn("flex flex-col gap-1.5", className)} {...props}>
      <div className="flex items-baseline justify-between gap-4">
        <FieldLabel htmlFor={id}>{label}</FieldLabel>
        {aside ? <span className="text-muted-foreground text-xs tabular-nums">{aside}</span> : null}
      </div>
      {control ? cloneElement(control, wiring) : children}
      {error ? <FieldError id={`${id}-error`}>{error}</FieldError> : null}
      {description ? (
        <FieldDescription id={`${id}-description`}>{description}</FieldDescription>
      ) : null}
    </div>
  );
}

export const FieldLabel = Label;

export function FieldDescription({ className, ...props }: ComponentProps<"p">) {
  return <p className={cn("text-muted-foreground text-xs", className)} {...props} />;
}

/** Renders nothing if there is no error, so it can always be in place. */
export function FieldError({ className, children, ...props }: ComponentProps<"p">) {
  if (!children) return null;
  return (
    <p
      role="alert"
      className={cn("flex items-start gap-1.5 text-critical-ink text-xs", className)}
      {...props}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-3.5" />
      <span>{children}</span>
    </p>
  );
}

export function FieldSet({ className, ...props }: ComponentProps<"fieldset">) {
  return <fieldset className={cn("flex min-w-0 flex-col gap-1.5", className)} {...props} />;
}

export function FieldLegend({ className, ...props }: ComponentProps<"legend">) {
  return <legend className={cn("mb-1.5 font-label text-sm", className)} {...props} />;
}
