import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { NodeHttpHandler } from "@smithy/node-http-handler";

const CONNECT_TIMEOUT_MS = 2_000;
const RESPONSE_TIMEOUT_MS = 20_000;
const SILENCE_TIMEOUT_MS = 30_000;

/**
 * Kept connections to Bedrock. HTTP/1.1, because the SDK's HTTP/2 opens a connection for every stream: a handshake
 * and two round trips before each answer. An abort costs the connection it ran on, so more are kept than used.
 */
export class ConnectionPool {
  readonly handler: NodeHttpHandler;
  private readonly http: HttpAgent;
  private readonly https: HttpsAgent;
  private opening = 0;

  constructor(maxSockets: number) {
    const options = { keepAlive: true, keepAliveMsecs: 10_000, maxSockets, maxFreeSockets: maxSockets };
    this.http = new HttpAgent(options);
    this.https = new HttpsAgent(options);
    this.handler = new NodeHttpHandler({
      httpAgent: this.http,
      httpsAgent: this.https,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: RESPONSE_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      socketTimeout: SILENCE_TIMEOUT_MS,
    });
  }

  /** Opens connections to `endpoint` until `count` are idle or being opened. */
  warm(endpoint: URL, count: number): void {
    const secure = endpoint.protocol === "https:";
    const agent = secure ? this.https : this.http;
    const idle = Object.values(agent.freeSockets).reduce((sum, sockets) => sum + (sockets?.length ?? 0), 0);
    for (let missing = count - idle - this.opening; missing > 0; missing -= 1) this.open(endpoint, agent, secure);
  }

  close(): void {
    this.http.destroy();
    this.https.destroy();
  }

  /** One request that asks for nothing: whatever the answer, the connection stays behind in the pool. Not HEAD: servers tend to close after one. */
  private open(endpoint: URL, agent: HttpAgent, secure: boolean): void {
    this.opening += 1;
    const request = (secure ? httpsRequest : httpRequest)(endpoint, {
      agent,
      method: "GET",
      timeout: CONNECT_TIMEOUT_MS,
    });
    request.on("response", (response) => response.resume());
    request.on("timeout", () => request.destroy());
    // A connection that cannot be opened now is opened by the first turn, which reports why it cannot.
    request.on("error", () => {});
    request.on("close", () => {
      this.opening -= 1;
    });
    request.end();
  }
}
