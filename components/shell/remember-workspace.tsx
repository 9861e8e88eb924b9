"use client";
import { useEffect } from "react";
import { remember } from "@/components/shell/preferences";

/** So that the next visit starts where this one was. */
export function RememberWorkspace({ slug }: { slug: string }) {
  useEffect(() => remember("workspace", slug), [slug]);
  return null;
}
