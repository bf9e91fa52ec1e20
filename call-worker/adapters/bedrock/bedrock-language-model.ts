import type { ClientRequest } from "node:http";
import type { ConverseStreamCommandInput } from "@aws-sdk/client-bedrock-runtime";
import type { LanguageModel, ModelEvent, ModelRequest, ModelRun } from "@/call-worker/ports/language-model";
import { bedrockFailure } from "./bedrock-failure";
import { ConnectionPool } from "./connection-pool";
import { toConverseRequest } from "./converse-request";
import { readResponse } from "./read-response";
import { RequestSigner, type BedrockAccount } from "./signed-request";
import { StreamReader } from "./stream-reader";

export type BedrockSettings = BedrockAccount & {
  /** Most connections at once; a run beyond it waits. 1,024 by default. */
  maxSockets?: number;
  /** Connections that warm() keeps idle. 4 by default. */
  warmSockets?: number;
  /** 0–1, for the retries' jitter. */
  random?: () => number;
};

const MAX_RETRIES = 2;
const RETRY_BUDGET_MS = 1_000;
const RETRY_BASE_MS = 100;

/** Claude (or another Converse model) on Amazon Bedrock. `close` drops the idle connections. */
export function createBedrockLanguageModel(settings: BedrockSettings): LanguageModel & { close(): void } {
  const signer = new RequestSigner(settings);
  const pool = new ConnectionPool(signer.endpoint, settings.maxSockets ?? 1_024);
  const random = settings.random ?? Math.random;

  return {
    run: (request, onEvent) => new Run(signer, pool, request, onEvent, random),
    warm() {
      pool.warm(settings.warmSockets ?? 4);
      signer.warm();
    },
    close() {
      signer.close();
      pool.close();
    },
  };
}

class Run implements ModelRun {
  private readonly startedAt = performance.now();
  private request: ClientRequest | null = null;
  private retryTimer: NodeJS.Timeout | undefined;
  private aborted = false;
  private retries = 0;

  constructor(
    private readonly signer: RequestSigner,
    private readonly pool: ConnectionPool,
    request: ModelRequest,
    private readonly onEvent: (event: ModelEvent) => void,
    private readonly random: () => number,
  ) {
    void this.attempt(toConverseRequest(request));
  }

  abort(): void {
    this.aborted = true;
    clearTimeout(this.retryTimer);
    this.request?.destroy();
  }

  private async attempt(input: ConverseStreamCommandInput): Promise<void> {
    const reader = new StreamReader((event) => {
      if (!this.aborted) this.onEvent(event);
    });
    const fail = (error: unknown): void => {
      if (!this.aborted && !reader.isOver) this.recover(error, reader, input);
    };
    try {
      const { body, ...signed } = await this.signer.converseStream(input);
      if (this.aborted) return;
      const request = this.pool.request(signed);
      this.request = request;
      let answered = false;
      request.on("error", (error) => {
        // From the answer's start on, a broken connection is told by the answer.
        if (!answered) fail(error);
      });
      request.on("response", (response) => {
        answered = true;
        readResponse(response, {
          onEvent: (event) => reader.take(event),
          onEnd: () => {
            if (!this.aborted) reader.end();
          },
          onError: fail,
        });
      });
      request.end(body);
    } catch (error) {
      fail(error);
    }
  }

  private recover(error: unknown, reader: StreamReader, input: ConverseStreamCommandInput): void {
    const failure = bedrockFailure(error);
    const delayMs = RETRY_BASE_MS * 2 ** this.retries * (0.5 + this.random());
    const elapsedMs = performance.now() - this.startedAt;
    const mayRetry = failure.retryable && !reader.hasSpoken && this.retries < MAX_RETRIES;
    if (!mayRetry || elapsedMs + delayMs > RETRY_BUDGET_MS) {
      this.onEvent({ kind: "failed", ...failure });
      return;
    }
    this.retries += 1;
    this.retryTimer = setTimeout(() => void this.attempt(input), delayMs);
  }
}
