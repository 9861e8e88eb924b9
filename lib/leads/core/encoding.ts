/** Encodings a file may come in; the names TextDecoder knows. */
export type Encoding =
  | "utf-8"
  | "utf-16le"
  | "utf-16be"
  | "windows-1252"
  | "windows-1251"
  | "koi8-r"
  | "shift_jis"
  | "euc-jp"
  | "euc-kr"
  | "gb18030"
  | "big5";

const LABELS: Record<Encoding, string> = {
  "utf-8": "UTF-8",
  "utf-16le": "UTF-16",
  "utf-16be": "UTF-16",
  "windows-1252": "Latin-1",
  "windows-1251": "Windows-1251",
  "koi8-r": "KOI8-R",
  shift_jis: "Shift JIS",
  "euc-jp": "EUC-JP",
  "euc-kr": "EUC-KR",
  gb18030: "GB18030",
  big5: "Big5",
};

/** How the screen names an encoding. */
export const encodingLabel = (encoding: string): string => LABELS[encoding as Encoding] ?? encoding;

const starts = (bytes: Uint8Array, ...mark: number[]): boolean =>
  mark.every((value, at) => bytes[at] === value);

/** The encoding that a file declares by its byte order mark. UTF-32 is recognised only to be refused. */
export function encodingByMark(head: Uint8Array): Encoding | "utf-32" | null {
  if (starts(head, 0xff, 0xfe, 0, 0) || starts(head, 0, 0, 0xfe, 0xff)) return "utf-32";
  if (starts(head, 0xef, 0xbb, 0xbf)) return "utf-8";
  if (starts(head, 0xff, 0xfe)) return "utf-16le";
  if (starts(head, 0xfe, 0xff)) return "utf-16be";
  return null;
}

/**
 * UTF-16 without a mark is recognised by its zeros: in Latin text every second byte is one, always on the same side,
 * and the bytes in between are text.
 */
export function encodingByZeros(sample: Uint8Array): Encoding | null {
  const zeros: [number, number] = [0, 0];
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) zeros[at % 2 === 0 ? 0 : 1]++;
  const many = sample.length * 0.2;
  const side = zeros[1] > many ? 1 : 0;
  if (zeros[side] <= many || zeros[1 - side === 0 ? 0 : 1] > 0 || hasControls(sample, 1 - side)) {
    return null;
  }
  return side === 1 ? "utf-16le" : "utf-16be";
}

function hasControls(sample: Uint8Array, side: number): boolean {
  for (let at = side; at < sample.length; at += 2) {
    const byte = sample[at] ?? 0;
    if (byte < 9 && (sample[at + (side === 0 ? 1 : -1)] ?? 0) === 0) return true;
  }
  return false;
}

/** The detector's guesses that are followed, by the names it gives them. */
const GUESSES: Record<string, Encoding> = {
  "windows-1251": "windows-1251",
  "KOI8-R": "koi8-r",
  Shift_JIS: "shift_jis",
  "EUC-JP": "euc-jp",
  "EUC-KR": "euc-kr",
  GB18030: "gb18030",
  Big5: "big5",
};

/**
 * The encoding of a file that is not UTF: the detector's guess if it is sure of a non-Latin script, otherwise
 * Windows-1252, which covers every Latin-1 text. Usernames are ASCII, so a wrong guess can spoil a name but never a
 * lead.
 */
export const encodingByGuess = (
  guesses: readonly { name: string; confidence: number }[],
): Encoding => {
  const best = guesses[0];
  return (best && best.confidence >= 60 && GUESSES[best.name]) || "windows-1252";
};
