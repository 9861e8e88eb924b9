/** Something that the person at the terminal can fix: told in one sentence, without a stack. */
export class Problem extends Error {}

/** One sentence for what stopped the start, whether it was foreseen or not. */
export function sentenceFor(error) {
  if (error instanceof Problem) return error.message;
  const text = `${error?.message ?? ""}\n${error?.stderr ?? ""}`;
  if (
    error?.code === "ENOSPC" ||
    /ENOSPC|No space left on device|could not write to file/.test(text)
  ) {
    return "The disk is full. Free some space and start again; nothing that was saved is lost.";
  }
  if (error?.code === "EACCES" || error?.code === "EROFS") {
    return `No permission for ${error.path ?? "a file"} (${error.code}). Start as the user who owns this folder.`;
  }
  if (error?.code === "EEXIST" || error?.code === "ENOTDIR") {
    return `${error.path ?? "DATA_DIR"} is a file where a folder is needed. Move it, or set DATA_DIR to another place.`;
  }
  return `The start failed: ${error?.stderr || error?.stack || error}`;
}
