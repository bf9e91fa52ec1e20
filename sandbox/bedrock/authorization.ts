import type { IncomingHttpHeaders } from "node:http";
import { BedrockError } from "./errors";

const SCOPE = /^[A-Z0-9a-z_-]+\/\d{8}\/[a-z0-9-]+\/bedrock\/aws4_request$/;

/**
 * Checks that a request is signed as AWS asks: a Signature Version 4 header whose parts have their right shape, with the
 * date it was signed at, or a Bedrock API key as a bearer token. The signature's value is not recomputed: the sandbox has no secret.
 *
 * @throws BedrockError 403 with AWS's wording.
 */
export function checkAuthorization(headers: IncomingHttpHeaders): void {
  const header = headers.authorization;
  if (header === undefined || header === "") {
    throw new BedrockError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  if (/^Bearer \S{8,}$/.test(header)) return;
  if (!header.startsWith("AWS4-HMAC-SHA256 ")) {
    throw incomplete(`Unsupported authorization scheme: '${header.split(" ")[0]}'`);
  }
  const parts = new Map<string, string>();
  for (const part of header.slice("AWS4-HMAC-SHA256 ".length).split(",")) {
    const [name, ...value] = part.trim().split("=");
    if (name) parts.set(name, value.join("="));
  }
  for (const name of ["Credential", "SignedHeaders", "Signature"]) {
    if (!parts.get(name)) throw incomplete(`Authorization header requires '${name}' parameter.`);
  }
  if (!SCOPE.test(parts.get("Credential") ?? "")) {
    throw incomplete("Credential should be scoped to correct service: 'bedrock'.");
  }
  if (!/^[0-9a-f]{64}$/.test(parts.get("Signature") ?? "")) {
    throw incomplete("The request signature does not conform to AWS standards.");
  }
  const signed = (parts.get("SignedHeaders") ?? "").split(";");
  // Over HTTP/2 the host is the :authority pseudo-header.
  if (!signed.includes("host") && !signed.includes(":authority"))
    throw incomplete("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  if (!/^\d{8}T\d{6}Z$/.test(String(headers["x-amz-date"] ?? "")) && headers.date === undefined) {
    throw incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
}

function incomplete(message: string): BedrockError {
  return new BedrockError(403, "IncompleteSignatureException", message);
}
