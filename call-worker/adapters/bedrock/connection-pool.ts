import { Agent as HttpAgent, request as httpRequest } from "node:http";
import type { ClientRequest, RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

const CONNECT_TIMEOUT_MS = 2_000;
const SILENCE_TIMEOUT_MS = 20_000;

/**
 * Kept connections to Bedrock. HTTP/1.1, because the SDK's HTTP/2 opens a connection for every stream: a handshake
 * and two round trips before each answer. An abort costs the connection it ran on, so more are kept than used.
 */
export class ConnectionPool {
  private readonly agent: HttpAgent;
  private readonly start: typeof httpRequest;
  private opening = 0;

  constructor(
    private readonly endpoint: URL,
    maxSockets: number,
  ) {
    const secure = endpoint.protocol === "https:";
    const options = { keepAlive: true, keepAliveMsecs: 10_000, maxSockets, maxFreeSockets: maxSockets };
    this.agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
    this.start = secure ? httpsRequest : httpRequest;
  }

  /** A request that is given up, as an `error` of it, when it gets no connection within 2 s or hears nothing for 20 s. */
  request(options: Pick<RequestOptions, "method" | "path" | "headers">): ClientRequest {
    const { hostname, port } = this.endpoint;
    const request = this.start({ ...options, agent: this.agent, hostname, port, timeout: SILENCE_TIMEOUT_MS });
    request.on("timeout", () => request.destroy(new SilenceError("did not answer", SILENCE_TIMEOUT_MS)));
    request.on("socket", (socket) => {
      if (!socket.connecting) return;
      const tooLong = () => request.destroy(new SilenceError("could not be reached", CONNECT_TIMEOUT_MS));
      const timer = setTimeout(tooLong, CONNECT_TIMEOUT_MS);
      const settled = () => clearTimeout(timer);
      socket.once(this.endpoint.protocol === "https:" ? "secureConnect" : "connect", settled).once("close", settled);
    });
    return request;
  }

  /** Opens connections until `count` are idle or being opened. */
  warm(count: number): void {
    let missing = count - this.opening;
    for (const idle of Object.values(this.agent.freeSockets)) missing -= idle?.length ?? 0;
    for (; missing > 0; missing -= 1) this.open();
  }

  close(): void {
    this.agent.destroy();
  }

  /** One request that asks for nothing: whatever the answer, the connection stays behind in the pool. Not HEAD: servers tend to close after one. */
  private open(): void {
    this.opening += 1;
    const request = this.request({ method: "GET", path: "/" });
    request.on("response", (response) => response.resume());
    // A connection that cannot be opened now is opened by the first turn, which reports why it cannot.
    request.on("error", () => {});
    request.on("close", () => {
      this.opening -= 1;
    });
    request.end();
  }
}

class SilenceError extends Error {
  override readonly name = "TimeoutError";
  constructor(what: string, limitMs: number) {
    super(`${what} within ${limitMs / 1000} s`);
  }
}
