import type { IncomingHttpHeaders } from "node:http";
import { type AccountBook, type AwsKey, endOf } from "../controls/accounts";
import { BedrockError, gateError } from "./errors";
import { isSignedWith } from "./signature";

const SCOPE = /^[A-Z0-9a-z_-]+\/\d{8}\/[a-z0-9-]+\/bedrock\/aws4_request$/;

/** Who signed in, as far as the request says: the end of the key for the log, and the account where the controls name one. */
export type Caller = { readonly key: string; readonly region: string | null; readonly account: AwsKey | undefined };

export type SignedRequest = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/**
 * Checks that a request is signed as AWS asks: a Signature Version 4 header whose parts have their right shape, with the
 * date it was signed at, or a Bedrock API key as a bearer token. The signature itself is recomputed where the secret is known. `known` are
 * the sandbox's own keys, or "any".
 *
 * @throws BedrockError 403 with AWS's wording.
 */
export function checkAuthorization(
  request: SignedRequest,
  accounts: AccountBook,
  known: readonly string[] | "any",
): Caller {
  const { headers } = request;
  const header = headers.authorization;
  if (header === undefined || header === "") {
    throw new BedrockError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const bearer = /^Bearer (\S{8,})$/.exec(header)?.[1];
  if (bearer !== undefined) {
    const account = accounts.aws(bearer);
    if (!account && known !== "any" && !known.includes(bearer)) {
      throw gateError("Authentication failed: Please make sure your API Key is valid.");
    }
    return { key: endOf(bearer), region: null, account };
  }
  const parts = signedParts(headers, header);
  const [accessKeyId = "", , region = ""] = parts.credential.split("/");
  const account = accounts.aws(accessKeyId);
  if (!account && known !== "any" && !known.includes(accessKeyId)) {
    throw new BedrockError(
      403,
      "UnrecognizedClientException",
      "The security token included in the request is invalid.",
    );
  }
  if (account?.secretAccessKey !== undefined && !isSignedWith(account.secretAccessKey, parts, request)) {
    throw new BedrockError(
      403,
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
  return { key: endOf(accessKeyId), region, account };
}

function signedParts(headers: IncomingHttpHeaders, header: string) {
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
  return {
    credential: parts.get("Credential") ?? "",
    signedHeaders: parts.get("SignedHeaders") ?? "",
    signature: parts.get("Signature") ?? "",
  };
}

function incomplete(message: string): BedrockError {
  return new BedrockError(403, "IncompleteSignatureException", message);
}
