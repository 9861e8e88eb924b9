"use client";
import { useMemo, useSyncExternalStore } from "react";
import {
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  get,
  type Path,
  type Resolver,
  useForm,
} from "react-hook-form";
import type { z } from "zod";

/** Why a form was refused: beside the field it is about, or above the button. */
type Problem<T> = { field?: Path<T & FieldValues>; message: string };

type ActionForm<T extends FieldValues> = {
  /** Fetches the schema when the form is touched, because what checks a form is more code than what shows it. */
  schema: () => Promise<z.ZodType<T, T>>;
  defaultValues: DefaultValues<NoInfer<T>>;
  /** Calls the action; returns what prevents it, or nothing. */
  submit: (values: T) => Promise<Problem<T> | undefined>;
};

/** A form checked by the same schema as its server action, with the server's refusals beside the fields. */
export function useActionForm<T extends FieldValues>(options: ActionForm<T>) {
  const { schema, defaultValues, submit } = options;
  // One for the life of the form, as its schema is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the function is another at every render
  const check = useMemo(() => new Check(schema), []);
  const form = useForm<T, unknown, T>({ resolver: check.resolve, defaultValues });

  const onSubmit = form.handleSubmit(async (values) => {
    const problem = await submit(values);
    if (!problem) return;
    if (problem.field) {
      form.setError(problem.field, { message: problem.message }, { shouldFocus: true });
    } else {
      form.setError("root", { message: problem.message });
    }
  });

  const errorOf = (field: Path<T>): string | undefined => {
    const error = form.getFieldState(field, form.formState).error;
    return error?.message;
  };
  const { isSubmitting, errors } = form.formState;
  const ready = useReady();
  // The value is in the server's HTML too: a role must not read "Owner" until the script has loaded.
  const choice = (name: Path<T>) => ({
    ...form.register(name),
    defaultValue: get(defaultValues, name) as string | undefined,
    onFocus: check.fetch,
  });
  return {
    form,
    onSubmit,
    errorOf,
    /** What a text control needs. It accepts no letters before they would count. */
    field: (name: Path<T>) => ({ ...choice(name), readOnly: !ready }),
    /** What a list of choices needs. */
    choice,
    /** What the button that sends the form needs. */
    sending: { type: ready ? ("submit" as const) : ("button" as const), pending: isSubmitting },
    failure: errors.root?.message,
  };
}

/** The check of a form, fetched once it is wanted. If it cannot be fetched, the form says so and stays as it is. */
class Check<T extends FieldValues> {
  private coming: Promise<Resolver<T, unknown, T>> | null = null;

  constructor(private readonly schema: () => Promise<z.ZodType<T, T>>) {}

  readonly fetch = (): void => void this.resolver().catch(() => {});

  readonly resolve: Resolver<T, unknown, T> = async (values, context, options) => {
    const resolver = await this.resolver().catch(() => null);
    if (resolver) return resolver(values, context, options);
    const message = "This could not be checked. Look at your connection, then try again.";
    return { values: {}, errors: { root: { type: "unchecked", message } } as FieldErrors<T> };
  };

  private resolver(): Promise<Resolver<T, unknown, T>> {
    this.coming ??= Promise.all([import("@hookform/resolvers/zod"), this.schema()]).then(
      ([{ zodResolver }, schema]) => zodResolver(schema),
      (error) => {
        this.coming = null;
        throw error;
      },
    );
    return this.coming;
  }
}

const nothingToWatch = () => () => {};

/** False in the server's HTML, true as soon as the page's script handles the form. */
const useReady = (): boolean =>
  useSyncExternalStore(
    nothingToWatch,
    () => true,
    () => false,
  );
