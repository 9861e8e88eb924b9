import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";

type Parameters = { n: number; r: number; p: number };

// 32 MiB and about 0.2 s a guess. Stored with each hash, so they can be raised without a reset.
const CURRENT: Parameters = { n: 2 ** 15, r: 8, p: 3 };
const HASH_BYTES = 32;

/** The stored form of a password: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, CURRENT);
  const { n, r, p } = CURRENT;
  return ["scrypt", n, r, p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/**
 * Whether `password` is the stored one. If none is stored (no such person, no password) it takes as long and returns
 * false, so the time reveals nothing.
 */
export async function verifyPassword(
  password: string,
  stored: string | null | undefined,
): Promise<boolean> {
  const known = stored ? parse(stored) : null;
  const { parameters, salt, hash } = known ?? (await dummy());
  const given = await derive(password, salt, parameters);
  return timingSafeEqual(given, hash) && known !== null;
}

/** Whether a stored hash was made with weaker parameters than today's. */
export function isOutdated(stored: string): boolean {
  const parsed = parse(stored)?.parameters;
  return !parsed || parsed.n !== CURRENT.n || parsed.r !== CURRENT.r || parsed.p !== CURRENT.p;
}

type Stored = { parameters: Parameters; salt: Buffer; hash: Buffer };

function parse(stored: string): Stored | null {
  const [scheme, n, r, p, salt, hash] = stored.split("$");
  if (scheme !== "scrypt" || !salt || !hash) return null;
  const decoded = Buffer.from(hash, "base64url");
  if (decoded.length !== HASH_BYTES) return null;
  const parameters = { n: Number(n), r: Number(r), p: Number(p) };
  return { parameters, salt: Buffer.from(salt, "base64url"), hash: decoded };
}

let made: Promise<Stored> | undefined;
function dummy(): Promise<Stored> {
  made ??= hashPassword(randomBytes(16).toString("hex")).then((stored) => {
    const parsed = parse(stored);
    if (!parsed) throw new Error("A fresh password hash must parse.");
    return parsed;
  });
  return made;
}

function derive(password: string, salt: Buffer, { n, r, p }: Parameters): Promise<Buffer> {
  const options: ScryptOptions = { N: n, r, p, maxmem: 256 * n * r };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize("NFKC"), salt, HASH_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}
