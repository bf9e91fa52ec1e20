import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { ConverseStreamOutput, ConverseStreamCommandOutput } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { startSandbox, type Sandbox } from "../server/start";

export const HAIKU = "global.anthropic.claude-haiku-4-5-20251001-v1:0";
export const SONNET = "us.anthropic.claude-sonnet-4-6";

/** A sandbox on a free port, for tests. */
export function startTestSandbox(): Promise<Sandbox> {
  return startSandbox({ accountSid: `AC${"1".repeat(32)}`, authToken: "test-token", deepgramKeys: "any" });
}

/** The real AWS client pointed at a sandbox; its default handler speaks HTTP/2, the other HTTP/1.1. */
export function connectClient(url: string, protocol: "h2" | "http1" = "http1"): BedrockRuntimeClient {
  return new BedrockRuntimeClient({
    region: "eu-west-1",
    endpoint: url,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
    ...(protocol === "http1" ? { requestHandler: new NodeHttpHandler() } : {}),
  });
}

/** Every event of a stream, in order. */
export async function readEvents(output: ConverseStreamCommandOutput): Promise<ConverseStreamOutput[]> {
  const events: ConverseStreamOutput[] = [];
  for await (const event of output.stream ?? []) events.push(event);
  return events;
}

/** The kinds of a stream's events, runs of the same kind once. */
export function kindsOf(events: readonly ConverseStreamOutput[]): string[] {
  const kinds = events.map((event) => Object.keys(event)[0] ?? "");
  return kinds.filter((kind, at) => kind !== kinds[at - 1]);
}

/** The text that a stream's deltas make. */
export function textOf(events: readonly ConverseStreamOutput[]): string {
  return events.map((event) => event.contentBlockDelta?.delta?.text ?? "").join("");
}

export const hoursTool = {
  toolSpec: {
    name: "get_opening_hours",
    description: "Get the opening hours of the business.",
    inputSchema: { json: { type: "object", properties: { date: { type: "string", description: "ISO date" } } } },
  },
};
export const messageTool = {
  toolSpec: {
    name: "take_message",
    description: "Take a message for the staff.",
    inputSchema: {
      json: {
        type: "object",
        properties: {
          caller_name: { type: "string" },
          callback_number: { type: "string" },
          message: { type: "string" },
        },
        required: ["caller_name", "callback_number", "message"],
      },
    },
  },
};
export const endTool = {
  toolSpec: {
    name: "end_call",
    description: "End the call when the caller is done.",
    inputSchema: { json: { type: "object", properties: {} } },
  },
};
