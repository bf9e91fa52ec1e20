import { randomBytes } from "node:crypto";
import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import type { Finding } from "@/lib/contracts/connections";
import { publicAddressProblem } from "@/lib/domain/connections/public-address";
import { isHealthProof } from "../workers/health-proof";

const MOST_BODY_CHARS = 2_000;

type Options = {
  /** As the installation's operator set it. */
  publicCallUrl: string;
  /** Where the carrier is; absent, on the internet. */
  carrierUrl?: string | undefined;
  secret: string;
  limitMs: number;
};

/**
 * Whether the carrier can bring calls: the call address is public and https, unless the carrier is on this machine too, and our own
 * call-worker answers there. Never throws.
 */
export async function checkCallAddress({ publicCallUrl: url, carrierUrl, secret, limitMs }: Options): Promise<Finding> {
  const isNear = carrierUrl !== undefined && publicAddressProblem(carrierUrl) === "address.not_public";
  if (!isNear) {
    const problem = publicAddressProblem(url);
    if (problem) return { code: problem, facts: { url } };
    if (await isOnlyInside(new URL(url).hostname)) return { code: "address.not_public", facts: { url } };
  }
  const challenge = randomBytes(16).toString("hex");
  try {
    const answer = await fetch(`${url}/healthz?challenge=${challenge}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(limitMs),
    });
    const text = (await answer.text()).slice(0, MOST_BODY_CHARS);
    const code = isHealthProof(secret, challenge, proofIn(text)) ? "address.reached" : "address.not_ours";
    return answer.status >= 500
      ? { code: "address.unreachable", facts: { url, reason: `status ${answer.status}` } }
      : { code, facts: { url } };
  } catch (error) {
    return { code: "address.unreachable", facts: { url, reason: reasonOf(error, limitMs) } };
  }
}

/** True when the name leads to private addresses alone: a name that only this network's own DNS knows. */
async function isOnlyInside(hostname: string): Promise<boolean> {
  try {
    const found = await lookup(hostname, { all: true });
    return found.length > 0 && found.every(({ address }) => ipaddr.process(address).range() !== "unicast");
  } catch {
    return false;
  }
}

function proofIn(text: string): string {
  try {
    const { proof } = JSON.parse(text) as { proof?: unknown };
    return typeof proof === "string" ? proof : "";
  } catch {
    return "";
  }
}

function reasonOf(error: unknown, limitMs: number): string {
  if (error instanceof Error && error.name === "TimeoutError")
    return `no answer within ${Math.round(limitMs / 1000)} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code || "no answer";
}
