import { createHash, createHmac, timingSafeEqual } from "node:crypto";

export const CONTROL_SIGNATURE_HEADER = "x-aybiza-signature";
/** How old, or how far in the future by another host's clock, a command may be. */
const TOLERANCE_MS = 30_000;

type SignedRequest = { method: string; path: string; body: string };

/** Signs a command between Aybiza's own processes: `t=<epoch ms>,v1=<hex HMAC-SHA256>`. */
export const signControl = (request: SignedRequest, secret: string, nowMs: number): string =>
  `t=${nowMs},v1=${digest(request, secret, nowMs)}`;

/** True when the header signs this very request, at most 30 s ago. */
export function controlSignatureIsValid(
  header: string | undefined,
  request: SignedRequest,
  secret: string,
  nowMs: number,
): boolean {
  const match = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/.exec(header ?? "");
  if (!match) return false;
  const signedAtMs = Number(match[1]);
  if (Math.abs(nowMs - signedAtMs) > TOLERANCE_MS) return false;
  return timingSafeEqual(Buffer.from(match[2] ?? "", "hex"), Buffer.from(digest(request, secret, signedAtMs), "hex"));
}

function digest({ method, path, body }: SignedRequest, secret: string, nowMs: number): string {
  const bodyHash = createHash("sha256").update(body).digest("hex");
  return createHmac("sha256", `aybiza.control:${secret}`)
    .update(`${nowMs}\n${method}\n${path}\n${bodyHash}`)
    .digest("hex");
}
