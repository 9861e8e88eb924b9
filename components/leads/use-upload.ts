"use client";
import { useCallback, useRef, useState } from "react";
import { upload } from "@/components/leads/upload";
import { announce } from "@/components/ui/announcer";
import { fileSize } from "@/lib/leads/core/preview";
import { fileProblemText } from "@/lib/leads/core/problem";
import { MOST_BYTES, MOST_BYTES_IN_WORKSPACE, MOST_FILES } from "@/lib/leads/core/quota";

export type Sending = { name: string; size: number; sent: number };
type Refusal = { title: string; advice: string };

const REFUSALS: Record<string, Refusal> = {
  unauthenticated: {
    title: "You are signed out",
    advice: "Nothing was kept. Sign in in another tab, then choose the file again.",
  },
  not_found: {
    title: "You are no longer in this workspace",
    advice: "Nothing was kept. Ask an admin to invite you again.",
  },
  forbidden: {
    title: "Your role does not allow importing leads",
    advice: "Ask an admin to change it.",
  },
  too_many_files: {
    title: `You have ${MOST_FILES} files waiting`,
    advice: "Nothing was kept. Import or discard one of them, then choose this file again.",
  },
  too_many_bytes: {
    title: `Your waiting files would be larger than ${fileSize(MOST_BYTES)} together`,
    advice: "Nothing was kept. Import or discard one of them, then choose this file again.",
  },
  workspace_full: {
    title: `The files waiting in this workspace would be larger than ${fileSize(MOST_BYTES_IN_WORKSPACE)} together`,
    advice:
      "Nothing was kept. Import or discard some of them first. After a week they are removed.",
  },
  too_many_uploads: {
    title: "Too many uploads within an hour",
    advice: "Nothing was kept. Try again later.",
  },
  interrupted: {
    title: "The upload was interrupted",
    advice: "Nothing was kept. Choose the file again.",
  },
};

/** One upload at a time: its progress, why it was refused, and how to cancel it. */
export function useUpload(workspace: string, onDone: (importId: string) => void) {
  const [sending, setSending] = useState<Sending | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const controller = useRef<AbortController | null>(null);

  const send = useCallback(
    async (file: File, form: "usernames" | "export") => {
      const abort = new AbortController();
      controller.current = abort;
      setRefusal(null);
      setSending({ name: file.name, size: file.size, sent: 0 });
      const onProgress = (sent: number) => setSending({ name: file.name, size: file.size, sent });
      const answer = await upload({ workspace, form, file, signal: abort.signal, onProgress });
      setSending(null);
      if (answer.ok) return onDone(answer.id);
      if (answer.reason === "cancelled") return;
      const why = REFUSALS[answer.reason] ?? fileProblemText(answer.reason);
      setRefusal(why);
      announce(`${why.title}. ${why.advice}`, { urgency: "assertive" });
    },
    [workspace, onDone],
  );

  return {
    send,
    sending,
    refusal,
    clear: () => setRefusal(null),
    cancel: () => controller.current?.abort(),
  };
}
