import type { ConnectionVendor, Finding } from "@/lib/contracts/connections";

const NEVER_ARRIVED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ECONNRESET",
  "EPIPE",
  "UND_ERR_SOCKET",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);
const TOO_LATE = new Set(["ETIMEDOUT", "ECONNABORTED", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"]);

/** What the network did to a request that got no answer; null when that is not what went wrong. */
export function networkFinding(vendor: ConnectionVendor, error: unknown, limitMs: number): Finding | null {
  const named = [...causesOf(error)];
  const isLate = named.some(
    ({ name, code }) => name === "TimeoutError" || name === "AbortError" || TOO_LATE.has(code ?? ""),
  );
  if (isLate) return { code: "vendor.timeout", facts: { vendor, seconds: Math.round(limitMs / 1000) } };
  const lost = named.find(({ code }) => NEVER_ARRIVED.has(code ?? ""));
  return lost ? { code: "vendor.unreachable", facts: { vendor, reason: lost.code ?? "" } } : null;
}

/** An answer that is none of those we know: the vendor's own words, cut short. */
export function troubleFinding(vendor: ConnectionVendor, error: unknown): Finding {
  const text = error instanceof Error ? error.message : String(error);
  return { code: "vendor.trouble", facts: { vendor, detail: sentence(text) } };
}

const MOST_CHARS = 300;

/** A vendor's message as one sentence of at most 300 characters. */
export function sentence(text: string): string {
  const line = text.replace(/\s+/g, " ").trim().slice(0, MOST_CHARS);
  return line === "" ? "nothing more." : line.replace(/[.\s]*$/, ".");
}

function* causesOf(error: unknown): Generator<{ name: string; code: string | undefined }> {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
    yield { name: each.name, code: codeOf(each) };
    if (each instanceof AggregateError) for (const inner of each.errors as unknown[]) yield* causesOf(inner);
  }
}

const codeOf = (error: Error): string | undefined =>
  "code" in error && typeof error.code === "string" ? error.code : undefined;
