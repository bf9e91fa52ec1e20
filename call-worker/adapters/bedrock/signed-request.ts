import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { ConverseStreamCommandInput } from "@aws-sdk/client-bedrock-runtime";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";

export type BedrockAccount = {
  region: string;
  /** Another address than the region's own, e.g. a VPC endpoint. */
  endpoint?: string | undefined;
  /** Absent: the SDK's default chain (environment, profile, role). */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
  /** A Bedrock API key: sent as it is, nothing is signed then. */
  bearerToken?: string | undefined;
};

export type SignedRequest = { method: "POST"; path: string; headers: Record<string, string>; body: string };

/**
 * Where Bedrock is, and requests to it that it accepts. The SDK resolves the address and the credentials, and its signer signs;
 * its client's middleware is left out, because every turn would wait for it (docs/decisions/0010).
 */
export class RequestSigner {
  readonly endpoint: URL;
  private readonly client: BedrockRuntimeClient;
  private readonly signer: SignatureV4;
  private readonly bearerToken: string | undefined;

  constructor({ region, endpoint, credentials, bearerToken }: BedrockAccount) {
    this.bearerToken = bearerToken;
    this.client = new BedrockRuntimeClient({
      region,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
    });
    this.endpoint = this.client.config.endpointProvider({ Region: region, Endpoint: endpoint }).url;
    const resolve = this.client.config.credentials;
    this.signer = new SignatureV4({ credentials: () => resolve(), region, service: "bedrock", sha256: Sha256 });
  }

  /** Asks roles and profiles for their first credentials here instead of in the first turn. */
  warm(): void {
    if (this.bearerToken === undefined) void this.client.config.credentials().catch(() => {});
  }

  /** @throws CredentialsProviderError when there are no credentials */
  async converseStream({ modelId, ...input }: ConverseStreamCommandInput): Promise<SignedRequest> {
    const { protocol, hostname, host, port, pathname } = this.endpoint;
    const body = JSON.stringify(input);
    const request = {
      method: "POST" as const,
      protocol,
      hostname,
      ...(port === "" ? {} : { port: Number(port) }),
      path: `${pathname.replace(/\/$/, "")}/model/${encodeURIComponent(modelId ?? "")}/converse-stream`,
      query: {},
      headers: {
        host,
        "content-type": "application/json",
        "content-length": String(Buffer.byteLength(body)),
        accept: "application/vnd.amazon.eventstream",
      },
      body,
    };
    const { path, headers } =
      this.bearerToken === undefined
        ? await this.signer.sign(request)
        : { ...request, headers: { ...request.headers, authorization: `Bearer ${this.bearerToken}` } };
    return { method: "POST", path, headers, body };
  }

  close(): void {
    this.client.destroy();
  }
}
