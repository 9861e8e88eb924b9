"use client";
import { zodResolver } from "@hookform/resolvers/zod";
import { useSyncExternalStore } from "react";
import { type DefaultValues, type FieldValues, type Path, useForm } from "react-hook-form";
import type { z } from "zod";

/** Why a form was refused: beside the field it is about, or above the button. */
export type Problem<T> = { field?: Path<T & FieldValues>; message: string };

type ActionForm<T extends FieldValues> = {
  schema: z.ZodType<T, T>;
  defaultValues: DefaultValues<NoInfer<T>>;
  /** Calls the action; answers with what stands in the way, or nothing. */
  submit: (values: T) => Promise<Problem<T> | undefined>;
};

/** A form checked by the same schema as its server action, with the server's refusals beside the fields. */
export function useActionForm<T extends FieldValues>(options: ActionForm<T>) {
  const { schema, defaultValues, submit } = options;
  const form = useForm<T, unknown, T>({ resolver: zodResolver(schema), defaultValues });

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
  return {
    form,
    onSubmit,
    errorOf,
    /** What a text control needs; it takes no letters before they would count. */
    field: (name: Path<T>) => ({ ...form.register(name), readOnly: !ready }),
    /** What the button that sends the form needs. */
    sending: { type: ready ? ("submit" as const) : ("button" as const), pending: isSubmitting },
    failure: errors.root?.message,
  };
}

/** Leaves for a page of the site by a full load, so that nothing of another person stays in memory. */
export function leaveFor(path: string): Promise<never> {
  window.location.assign(path);
  return new Promise(() => {});
}

const nothingToWatch = () => () => {};

/** False in the HTML of the server, true as soon as the page's script looks after the form. */
const useReady = (): boolean =>
  useSyncExternalStore(
    nothingToWatch,
    () => true,
    () => false,
  );
