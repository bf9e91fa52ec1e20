import { BedrockRuntimeClient, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import type { ConverseStreamCommandInput } from "@aws-sdk/client-bedrock-runtime";
import type { LanguageModel, ModelEvent, ModelRequest, ModelRun } from "@/call-worker/ports/language-model";
import { bedrockFailure } from "./bedrock-failure";
import { ConnectionPool } from "./connection-pool";
import { toConverseRequest } from "./converse-request";
import { StreamReader } from "./stream-reader";

export type BedrockSettings = {
  region: string;
  /** Another address than the region's own, e.g. a VPC endpoint. */
  endpoint?: string | undefined;
  /** Absent: the SDK's default chain (environment, profile, role). */
  credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | undefined;
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
  const pool = new ConnectionPool(settings.maxSockets ?? 1_024);
  const client = new BedrockRuntimeClient({
    region: settings.region,
    requestHandler: pool.handler,
    // The SDK's retries know nothing of a caller who is waiting: ours are few and short.
    maxAttempts: 1,
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    ...(settings.credentials === undefined ? {} : { credentials: settings.credentials }),
  });
  const random = settings.random ?? Math.random;
  const endpoint = new URL(settings.endpoint ?? `https://bedrock-runtime.${settings.region}.amazonaws.com`);

  return {
    run: (request, onEvent) => new Run(client, request, onEvent, random),
    warm() {
      pool.warm(endpoint, settings.warmSockets ?? 4);
      // Roles and profiles are asked for their first credentials here instead of in the first turn.
      void client.config.credentials().catch(() => {});
    },
    close() {
      client.destroy();
      pool.close();
    },
  };
}

class Run implements ModelRun {
  private readonly startedAt = performance.now();
  private controller = new AbortController();
  private retryTimer: NodeJS.Timeout | undefined;
  private aborted = false;
  private retries = 0;

  constructor(
    private readonly client: BedrockRuntimeClient,
    request: ModelRequest,
    private readonly onEvent: (event: ModelEvent) => void,
    private readonly random: () => number,
  ) {
    void this.attempt(toConverseRequest(request));
  }

  abort(): void {
    this.aborted = true;
    clearTimeout(this.retryTimer);
    this.controller.abort();
  }

  private async attempt(input: ConverseStreamCommandInput): Promise<void> {
    const reader = new StreamReader((event) => {
      if (!this.aborted) this.onEvent(event);
    });
    try {
      const response = await this.client.send(new ConverseStreamCommand(input), {
        abortSignal: this.controller.signal,
      });
      for await (const event of response.stream ?? []) {
        if (this.aborted) return;
        reader.take(event);
      }
      reader.end();
    } catch (error) {
      // An abort in mid-stream surfaces as a plain Error("aborted"): only our own flag tells it from a fault.
      if (!this.aborted) this.recover(error, reader, input);
    }
  }

  private recover(error: unknown, reader: StreamReader, input: ConverseStreamCommandInput): void {
    if (reader.isOver) return;
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
