import sharp from "sharp";

/** Pixels of three bytes each, row by row. */
export type Picture = { width: number; height: number; pixels: Buffer };

export type Difference = {
  /** Pixels that differ by more than what no eye sees; of pictures of different sizes, all of the larger one. */
  pixels: number;
  /** The most that one channel of one pixel differs, of 255. */
  largest: number;
  /** From the first to the last row that differs. */
  rows: [number, number] | null;
};

/**
 * Two levels of 255 and less is what processors of one kind round differently; one step of a grey between two
 * tokens is five at least.
 */
const UNSEEN = 2;

/** Reads an image file, or the bytes of one. */
export async function readPicture(image: string | Buffer): Promise<Picture> {
  const { data, info } = await sharp(image)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

/** Without loss: what is read back is the same to the bit. */
export async function writePicture(picture: Picture, path: string): Promise<void> {
  await rawOf(picture).webp({ lossless: true, effort: 6 }).toFile(path);
}

/** As a PNG, for people. */
export const writePng = (picture: Picture, path: string): Promise<unknown> =>
  rawOf(picture).png().toFile(path);

const rawOf = ({ pixels, width, height }: Picture) =>
  sharp(pixels, { raw: { width, height, channels: 3 } });

/** Where and how much two pictures differ. */
export function difference(a: Picture, b: Picture): Difference {
  if (a.width !== b.width || a.height !== b.height) {
    const pixels = Math.max(a.width * a.height, b.width * b.height);
    return { pixels, largest: 255, rows: [0, Math.max(a.height, b.height)] };
  }
  const found: Difference = { pixels: 0, largest: 0, rows: null };
  if (a.pixels.equals(b.pixels)) return found;
  for (let at = 0; at < a.pixels.length; at += 3) {
    const by = distance(a.pixels, b.pixels, at);
    if (by > found.largest) found.largest = by;
    if (by <= UNSEEN) continue;
    const row = Math.floor(at / 3 / a.width);
    found.pixels += 1;
    found.rows = [found.rows?.[0] ?? row, row];
  }
  return found;
}

/** The first picture in pale grey, with what differs in the second in red. */
export function drawDifference(a: Picture, b: Picture): Picture {
  const pixels = Buffer.alloc(b.pixels.length);
  for (let at = 0; at < pixels.length; at += 3) {
    const same =
      a.width === b.width && at < a.pixels.length && distance(a.pixels, b.pixels, at) <= UNSEEN;
    const grey = 192 + ((b.pixels[at + 1] ?? 0) >> 2);
    pixels.set(same ? [grey, grey, grey] : [224, 0, 32], at);
  }
  return { width: b.width, height: b.height, pixels };
}

function distance(a: Buffer, b: Buffer, at: number): number {
  let most = 0;
  for (let channel = at; channel < at + 3; channel += 1) {
    most = Math.max(most, Math.abs((a[channel] ?? 0) - (b[channel] ?? 0)));
  }
  return most;
}
