import { createHmac, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ServiceContext } from "../context";
import { issueLiveToken } from "./issue-token";
import { signLiveToken, verifyLiveToken } from "./live-token";

const secret = "a".repeat(40);
const now = new Date("2026-06-10T12:00:00Z");
const nowMs = now.getTime();
const claims = {
  sub: randomUUID(),
  sid: randomUUID(),
  organizationId: randomUUID(),
  permissions: ["calls.read"],
  exp: nowMs / 1000 + 300,
};
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("live tokens", () => {
  it("give back what was signed until they expire", () => {
    const token = signLiveToken(claims, secret);
    expect(verifyLiveToken(token, secret, nowMs)).toEqual(claims);
    expect(verifyLiveToken(token, secret, nowMs + 299_999)).toEqual(claims);
    expect(verifyLiveToken(token, secret, nowMs + 300_000)).toBeNull();
  });

  it("are refused when anything about them is not ours", () => {
    const token = signLiveToken(claims, secret);
    const [header, payload, signature] = token.split(".") as [string, string, string];
    const other = encode({ ...claims, organizationId: randomUUID() });
    const none = encode({ alg: "none", typ: "JWT" });
    const plain = createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url");
    const bad = [
      "",
      "a.b.c",
      `${header}.${other}.${signature}`,
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${header}.${payload}.${signature}x`,
      `${token}.more`,
      `${header}.${payload}.${plain}`,
      signLiveToken(claims, "b".repeat(40)),
      signLiveToken({ ...claims, organizationId: "everybody" }, secret),
      "x".repeat(10_000),
    ];
    for (const one of bad) expect(verifyLiveToken(one, secret, nowMs)).toBeNull();
  });

  it("carry the caller's own organization and permissions for five minutes", () => {
    const context: ServiceContext = {
      organizationId: claims.organizationId,
      actor: { kind: "user", id: claims.sub, name: "Dana" },
      permissions: new Set(["calls.read", "calls.control"]),
      requestId: "r1",
      sessionId: claims.sid,
    };
    const { token, expiresAt } = issueLiveToken(context, now, secret);
    expect(expiresAt).toBe("2026-06-10T12:05:00.000Z");
    expect(verifyLiveToken(token, secret, nowMs)).toEqual({ ...claims, permissions: ["calls.read", "calls.control"] });
    expect(() => issueLiveToken({ ...context, permissions: new Set() }, now, secret)).toThrow(/calls\.read/);
    const { sessionId: _session, ...program } = context;
    expect(() => issueLiveToken(program, now, secret)).toThrow(/signed in/);
  });
});
