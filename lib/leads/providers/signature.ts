import { createHmac, timingSafeEqual } from "node:crypto";
import { type LeadFields, SIGNATURE_VERSION, signedText } from "@/lib/leads/core/export-format";

/** 128 bits of the digest: nobody guesses one, and the column stays narrow. */
const BYTES = 16;

const digest = (key: Uint8Array, text: string): Buffer =>
  createHmac("sha256", key).update(text).digest().subarray(0, BYTES);

/**
 * The signature of an exported row: "w1." and 22 letters. It starts with a letter, so that no spreadsheet takes it for
 * a formula.
 */
export const signRow = (key: Uint8Array, fields: LeadFields): string =>
  `${SIGNATURE_VERSION}.${digest(key, signedText(fields)).toString("base64url")}`;

/** Whether `signature` was made with `key` over `text`. */
export function isSignedWith(key: Uint8Array, text: string, signature: string): boolean {
  if (!signature.startsWith(`${SIGNATURE_VERSION}.`)) return false;
  const given = Buffer.from(signature.slice(SIGNATURE_VERSION.length + 1), "base64url");
  return given.length === BYTES && timingSafeEqual(given, digest(key, text));
}
