import { expect, test } from "vitest";
import { apiKeyState, isUseWorthRecording, lifetimeEnd } from "@/lib/identity/core/api-key";

const noon = new Date("2026-11-25T12:00:00Z");
const later = (ms: number) => new Date(noon.getTime() + ms);

test("a key ends at its date, not after it, and a revoked one is revoked whatever its date", () => {
  expect(apiKeyState({ expiresAt: null, revokedAt: null }, noon)).toBe("active");
  expect(apiKeyState({ expiresAt: later(1), revokedAt: null }, noon)).toBe("active");
  expect(apiKeyState({ expiresAt: noon, revokedAt: null }, noon)).toBe("expired");
  expect(apiKeyState({ expiresAt: noon, revokedAt: noon }, noon)).toBe("revoked");
});

test("a lifetime is counted in days from the key's making", () => {
  expect(lifetimeEnd(30, noon)).toEqual(new Date("2026-12-25T12:00:00Z"));
  expect(lifetimeEnd(null, noon)).toBeNull();
});

test("a use is noted once a minute", () => {
  expect(isUseWorthRecording(null, noon)).toBe(true);
  expect(isUseWorthRecording(noon, later(59_999))).toBe(false);
  expect(isUseWorthRecording(noon, later(60_000))).toBe(true);
});
