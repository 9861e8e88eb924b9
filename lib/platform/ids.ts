import { randomBytes } from "node:crypto";
import { v7, validate } from "uuid";
import { sha256 } from "@/lib/platform/sha256";

/** A new time-ordered id (UUIDv7). Ids are made here, never by the database. */
export const newId = (): string => v7();

/** Whether a text is a UUID. PostgreSQL throws an error for anything else. */
export const isId = (text: string): boolean => validate(text);

/** A secret for a link or a key: 256 random bits, safe in a URL. Store only its `hashSecret`. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** What is stored in place of a secret. Secrets are long and random, so no salt is needed. */
export const hashSecret = (secret: string): string => sha256(secret);
