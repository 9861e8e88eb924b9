import { LARGEST_UPLOAD } from "@/lib/leads/core/upload";

export type UploadAnswer = { ok: true; id: string } | { ok: false; reason: string };

type Upload = {
  workspace: string;
  form: "usernames" | "export";
  file: File;
  signal: AbortSignal;
  onProgress: (sent: number) => void;
};

/** Sends a file as it is. By XMLHttpRequest, because fetch does not report the progress of an upload. */
export function upload({
  workspace,
  form,
  file,
  signal,
  onProgress,
}: Upload): Promise<UploadAnswer> {
  if (file.size > LARGEST_UPLOAD) return Promise.resolve({ ok: false, reason: "too_large" });
  if (file.size === 0) return Promise.resolve({ ok: false, reason: "empty" });
  const request = new XMLHttpRequest();
  const query = new URLSearchParams({ workspace, form, name: file.name });
  return new Promise((resolve) => {
    const settle = (reason: string) => resolve({ ok: false, reason });
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => resolve(answerIn(request));
    request.onerror = () => settle("interrupted");
    request.onabort = () => settle("cancelled");
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", `/api/imports?${query}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-wellspent-upload", "1");
    request.send(file);
  });
}

function answerIn(request: XMLHttpRequest): UploadAnswer {
  try {
    return JSON.parse(request.responseText) as UploadAnswer;
  } catch {
    return { ok: false, reason: "interrupted" };
  }
}
