import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface SignedParts {
  /** AKID/20261120/us-east-1/bedrock/aws4_request */
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

/**
 * Whether a Signature Version 4 is that of `secret`: recomputed from the request as AWS documents it
 * (docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
export function isSignedWith(
  secret: string,
  parts: SignedParts,
  request: { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer },
): boolean {
  const [, date = "", region = "", service = ""] = parts.credential.split("/");
  const scope = `${date}/${region}/${service}/aws4_request`;
  const at = request.url.indexOf("?");
  const path = at < 0 ? request.url : request.url.slice(0, at);
  const query = at < 0 ? "" : [...new URLSearchParams(request.url.slice(at)).entries()].map(pair).sort().join("&");
  const headers = parts.signedHeaders
    .split(";")
    .map((name) => `${name}:${headerText(request.headers, name)}\n`)
    .join("");
  const payload = request.headers["x-amz-content-sha256"] ?? sha256(request.body);
  // Each segment of the path is encoded once more, save for S3.
  const canonicalPath = path
    .split("/")
    .map((segment) => encode(segment))
    .join("/");
  const canonical = [request.method, canonicalPath, query, headers, parts.signedHeaders, payload].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", request.headers["x-amz-date"] ?? "", scope, sha256(canonical)].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(
    (from, text) => createHmac("sha256", from).update(text).digest(),
    `AWS4${secret}`,
  );
  const wanted = createHmac("sha256", key).update(toSign).digest();
  const given = Buffer.from(parts.signature, "hex");
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name] ?? (name === "host" ? headers[":authority"] : undefined);
  const text = Array.isArray(value) ? value.join(",") : (value ?? "");
  return String(text).trim().replace(/ +/g, " ");
}

const pair = ([name, value]: [string, string]): string => `${encode(name)}=${encode(value)}`;
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
