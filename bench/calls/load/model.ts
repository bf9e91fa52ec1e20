import type { IncomingMessage, ServerResponse } from "node:http";
import { encodeEvent } from "@/sandbox/bedrock/event-stream";
import type { Registry } from "./records";

const noPadding = () => 0;
const delta = (text: string) => encodeEvent("contentBlockDelta", { contentBlockIndex: 0, delta: { text } }, noPadding);

/** As Claude streams: a few words at a time. */
const START = encodeEvent("messageStart", { role: "assistant" }, noPadding);
const REST = [" we are", " open until", " six today,", " and the", " car park", " is free."].map(delta);
const END = Buffer.concat([
  encodeEvent("contentBlockStop", { contentBlockIndex: 0 }, noPadding),
  encodeEvent("messageStop", { stopReason: "end_turn" }, noPadding),
  encodeEvent(
    "metadata",
    {
      usage: {
        inputTokens: 900,
        outputTokens: 22,
        totalTokens: 922,
        cacheReadInputTokens: 0,
        cacheWriteInputTokens: 0,
      },
      metrics: { latencyMs: 1 },
    },
    noPadding,
  ),
]);

/** Bedrock's ConverseStream: the whole answer at once. */
export function handleModel(request: IncomingMessage, response: ServerResponse, registry: Registry): void {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const receivedAt = performance.now();
    const body = Buffer.concat(pieces).toString("utf8");
    // The history may name earlier turns: the last one is the question.
    const [, call = "", turn = ""] = /^zulu (\d+) (\d+)/.exec(body.slice(body.lastIndexOf("zulu "))) ?? [];
    const record = registry.calls[Number(call)];
    response.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
    response.write(START);
    response.write(delta(`Sure, sierra ${call} ${turn}:`));
    if (record && call !== "" && Number(turn) === record.turn && record.modelReceivedAt === 0) {
      record.modelReceivedAt = receivedAt;
      record.tokenSentAt = performance.now();
    }
    for (const frame of REST) response.write(frame);
    response.end(END);
  });
}
