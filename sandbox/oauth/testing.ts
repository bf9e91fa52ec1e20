import { createHash, randomBytes } from "node:crypto";
import { startSandbox } from "../server/start";
import { ManualClock } from "../controls/clock";

/** A body as a test looks into it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

/** A sandbox whose clock a test moves, with what the tests of vendors behind OAuth do all the time. */
export async function openVendors() {
  const clock = new ManualClock(Date.UTC(2026, 2, 2, 12));
  const sandbox = await startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "t", deepgramKeys: "any", clock });
  const at = (path: string) => `${sandbox.url}${path}`;

  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(at(path), {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: "manual",
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as Json };
  }
  /** A form, as browsers and token requests send it. */
  async function form(path: string, fields: Record<string, string> | [string, string][]) {
    const response = await fetch(at(path), { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
    const text = await response.text();
    const location = response.headers.get("location");
    return {
      status: response.status,
      back: location === null ? undefined : new URL(location).searchParams,
      json: () => JSON.parse(text) as Json,
    };
  }
  return {
    sandbox,
    clock,
    at,
    send,
    form,
    control: async (path: string, body?: unknown, method = body === undefined ? "GET" : "POST") =>
      (await send(method, `/control/${path}`, body)).json(),
    close: () => sandbox.close(),
  };
}

/** PKCE's pair: what is kept and what is sent ahead. */
export function pkce() {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: createHash("sha256").update(verifier).digest("base64url") };
}
