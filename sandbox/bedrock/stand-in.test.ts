import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  type ConverseStreamCommandInput,
} from "@aws-sdk/client-bedrock-runtime";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Sandbox } from "../server/start";
import {
  connectClient,
  endTool,
  HAIKU,
  hoursTool,
  kindsOf,
  messageTool,
  readEvents,
  SONNET,
  startTestSandbox,
  textOf,
} from "./testing";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startTestSandbox();
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.controls.faults.clearAll();
  sandbox.controls.setLatencyProfile("zero");
});

const hello: ConverseStreamCommandInput = {
  modelId: HAIKU,
  system: [{ text: "You are Mia, the receptionist for Mill Cafe." }],
  messages: [{ role: "user", content: [{ text: "Hello!" }] }],
  inferenceConfig: { maxTokens: 300 },
};

function ask(text: string, more: Partial<ConverseStreamCommandInput> = {}): ConverseStreamCommandInput {
  return { ...hello, messages: [{ role: "user", content: [{ text }] }], ...more };
}

describe.each(["h2", "http1"] as const)("ConverseStream by AWS's own client over %s", (protocol) => {
  const client = () => connectClient(sandbox.url, protocol);

  it("streams an answer's events in AWS's order, text in several deltas", async () => {
    const events = await readEvents(await client().send(new ConverseStreamCommand(hello)));
    expect(kindsOf(events)).toEqual([
      "messageStart",
      "contentBlockDelta",
      "contentBlockStop",
      "messageStop",
      "metadata",
    ]);
    expect(events.filter((event) => event.contentBlockDelta).length).toBeGreaterThan(3);
    expect(textOf(events)).toBe("Hello, this is Mia at Mill Cafe. How can I help you?");
    expect(events.at(-2)?.messageStop).toEqual({ stopReason: "end_turn" });
    const usage = events.at(-1)?.metadata?.usage;
    expect(usage).toMatchObject({ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 });
    expect(usage?.totalTokens).toBe((usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0));
  });

  it("starts tool blocks, and gives their input in pieces that are JSON only together", async () => {
    const input = ask("Are you open on 2026-12-24?", { toolConfig: { tools: [hoursTool] } });
    const events = await readEvents(await client().send(new ConverseStreamCommand(input)));
    expect(kindsOf(events)).toEqual([
      "messageStart",
      "contentBlockStart",
      "contentBlockDelta",
      "contentBlockStop",
      "messageStop",
      "metadata",
    ]);
    const start = events[1]?.contentBlockStart?.start?.toolUse;
    expect(start?.name).toBe("get_opening_hours");
    expect(start?.toolUseId).toMatch(/^tooluse_[A-Za-z0-9]{22}$/);
    const pieces = events.flatMap((event) => event.contentBlockDelta?.delta?.toolUse?.input ?? []);
    expect(pieces.length).toBeGreaterThan(2);
    expect(() => JSON.parse(pieces[1] ?? "")).toThrow();
    expect(JSON.parse(pieces.join(""))).toEqual({ date: "2026-12-24" });
    expect(events.at(-2)?.messageStop?.stopReason).toBe("tool_use");
  });

  it("refuses with AWS's exception and message", async () => {
    const bad = client().send(new ConverseStreamCommand({ ...hello, modelId: "anthropic.claude-nope" }));
    await expect(bad).rejects.toMatchObject({
      name: "ValidationException",
      message: "The provided model identifier is invalid.",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("stops working on an answer that the client aborted, and goes on serving", async () => {
    sandbox.controls.overrideLatency({ bedrock: { "between-tokens": { kind: "fixed", p50Ms: 5_000 } } });
    const abort = new AbortController();
    const output = await client().send(new ConverseStreamCommand(hello), { abortSignal: abort.signal });
    const kinds: string[] = [];
    // The client's HTTP/1.1 handler throws on an abort; its HTTP/2 handler just ends the stream.
    await (async () => {
      for await (const event of output.stream ?? []) {
        kinds.push(...Object.keys(event));
        abort.abort();
      }
    })().catch(() => undefined);
    expect(kinds).toEqual(["messageStart"]);
    sandbox.controls.setLatencyProfile("zero");
    expect(textOf(await readEvents(await client().send(new ConverseStreamCommand(hello))))).toContain("Mill Cafe");
  });

  it("gives a mid-stream exception after the stream has begun", async () => {
    sandbox.controls.faults.add({
      vendor: "bedrock",
      operation: "converse-stream",
      kind: "status",
      status: 424,
      afterMs: 1,
      count: 1,
    });
    const output = await client().send(new ConverseStreamCommand(hello));
    const kinds: string[] = [];
    const failure = await (async () => {
      for await (const event of output.stream ?? []) kinds.push(...Object.keys(event));
    })().catch((error: unknown) => error);
    expect(kinds[0]).toBe("messageStart");
    expect(kinds).toContain("contentBlockDelta");
    expect(kinds).not.toContain("messageStop");
    expect(failure).toMatchObject({ name: "ModelStreamErrorException", originalStatusCode: 500 });
  });
});

describe("answers", () => {
  const client = () => connectClient(sandbox.url);

  it("calls two tools at once when two things are asked, each in its own block", async () => {
    const parking = {
      toolSpec: {
        name: "get_parking_info",
        description: "Says where to park.",
        inputSchema: { json: { type: "object", properties: {} } },
      },
    };
    const input = ask("What are your opening hours and where can I park?", {
      toolConfig: { tools: [hoursTool, parking] },
    });
    const { output, stopReason } = await client().send(new ConverseCommand(input));
    expect(output?.message?.content?.map((block) => block.toolUse?.name)).toEqual([
      "get_opening_hours",
      "get_parking_info",
    ]);
    expect(stopReason).toBe("tool_use");
    const events = await readEvents(await client().send(new ConverseStreamCommand(input)));
    expect(events.flatMap((event) => event.contentBlockStart?.contentBlockIndex ?? [])).toEqual([0, 1]);
  });

  it("thinks aloud in a reasoning block of its own when thinking is enabled", async () => {
    const thinking = { thinking: { type: "enabled", budget_tokens: 1024 } };
    const input = { ...hello, inferenceConfig: { maxTokens: 2000 }, additionalModelRequestFields: thinking };
    const { output } = await client().send(new ConverseCommand(input));
    const [first, second] = output?.message?.content ?? [];
    expect(first?.reasoningContent?.reasoningText?.signature).toBeTruthy();
    expect(second?.text).toContain("Mill Cafe");
    const events = await readEvents(await client().send(new ConverseStreamCommand(input)));
    const reasoning = events.flatMap((event) => event.contentBlockDelta?.delta?.reasoningContent ?? []);
    expect(reasoning.some((delta) => delta.text)).toBe(true);
    expect(reasoning.at(-1)?.signature).toBeTruthy();
  });

  it("stops at maxTokens and at a stop sequence, and says which", async () => {
    const long = ask("Tell me everything.", { inferenceConfig: { maxTokens: 10 } });
    const cut = await client().send(new ConverseCommand(long));
    expect(cut.stopReason).toBe("max_tokens");
    expect(cut.usage?.outputTokens).toBeLessThanOrEqual(10);
    const stopped = await client().send(
      new ConverseCommand({ ...hello, inferenceConfig: { stopSequences: ["Mill"] } }),
    );
    expect(stopped.stopReason).toBe("stop_sequence");
    expect(stopped.output?.message?.content?.[0]?.text).toBe("Hello, this is Mia at ");
  });

  it("says nothing before the first token's time", async () => {
    sandbox.controls.overrideLatency({ bedrock: { "first-token:sonnet": { kind: "fixed", p50Ms: 60 } } });
    const startedAt = performance.now();
    const output = await client().send(new ConverseStreamCommand({ ...hello, modelId: SONNET }));
    for await (const event of output.stream ?? []) {
      expect(event.messageStart).toBeDefined();
      break;
    }
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(58);
  });
});

describe("prompt cache", () => {
  const client = () => connectClient(sandbox.url);
  const prompt = (chars: number, salt: string) => ({
    ...hello,
    system: [
      { text: `${salt} ${"Facts about the cafe. ".repeat(chars / 22)}` },
      { cachePoint: { type: "default" as const } },
    ],
  });

  it("writes a prompt of more than 4,096 tokens once and reads it after", async () => {
    const input = prompt(20_000, "long");
    const first = await client().send(new ConverseCommand(input));
    const again = await client().send(
      new ConverseCommand({ ...input, messages: [{ role: "user", content: [{ text: "Hi" }] }] }),
    );
    expect(first.usage?.cacheWriteInputTokens).toBeGreaterThan(4_096);
    expect(first.usage?.cacheReadInputTokens).toBe(0);
    expect(again.usage?.cacheReadInputTokens).toBe(first.usage?.cacheWriteInputTokens);
    expect(again.usage?.cacheWriteInputTokens).toBe(0);
    expect(again.usage?.inputTokens).toBeLessThan(50);
  });

  it("does not cache a shorter one on Haiku 4.5, nor one whose words changed", async () => {
    await client().send(new ConverseCommand(prompt(8_000, "short")));
    const short = await client().send(new ConverseCommand(prompt(8_000, "short")));
    expect(short.usage).toMatchObject({ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 });
    await client().send(new ConverseCommand(prompt(20_000, "one")));
    const other = await client().send(new ConverseCommand(prompt(20_000, "two")));
    expect(other.usage?.cacheReadInputTokens).toBe(0);
  });
});

describe("faults before an answer", () => {
  const client = () => connectClient(sandbox.url);
  const fault = { vendor: "bedrock", operation: "converse-stream", count: 1 } as const;

  it.each([
    [429, "ThrottlingException"],
    [503, "ServiceUnavailableException"],
    [500, "InternalServerException"],
    [424, "ModelErrorException"],
    [408, "ModelTimeoutException"],
    [403, "AccessDeniedException"],
  ])("answers %i as %s, once", async (status, name) => {
    sandbox.controls.faults.add({ ...fault, kind: "status", status });
    await expect(client().send(new ConverseStreamCommand(hello))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status },
    });
    await expect(client().send(new ConverseStreamCommand(hello))).resolves.toBeDefined();
  });

  it.each(["h2", "http1"] as const)(
    "drops the connection before the answer and in the middle of it over %s",
    async (protocol) => {
      const dropped = connectClient(sandbox.url, protocol);
      sandbox.controls.faults.add({ ...fault, kind: "drop" });
      await expect(dropped.send(new ConverseStreamCommand(hello))).rejects.toThrow();
      sandbox.controls.faults.add({ ...fault, kind: "drop", afterMs: 5 });
      const output = await dropped.send(new ConverseStreamCommand(hello));
      const kinds: string[] = [];
      const failure = await (async () => {
        for await (const event of output.stream ?? []) kinds.push(...Object.keys(event));
      })().catch((error: unknown) => error);
      expect(kinds).toContain("contentBlockDelta");
      expect(kinds).not.toContain("messageStop");
      // The client's HTTP/2 handler does not always tell a reset from an end.
      if (protocol === "http1") expect(failure).toMatchObject({ code: "ECONNRESET" });
    },
  );

  it("sends bytes that are no event stream", async () => {
    sandbox.controls.faults.add({ ...fault, kind: "garbage" });
    await expect(client().send(new ConverseStreamCommand(hello))).rejects.toThrow(/checksum/);
  });

  it.each(["stall", "half-open"] as const)("says nothing at all on %s while other calls are answered", async (kind) => {
    sandbox.controls.faults.add({ ...fault, kind });
    const abort = new AbortController();
    let outcome = "silence";
    const silent = client()
      .send(new ConverseStreamCommand(hello), { abortSignal: abort.signal })
      .then(
        () => (outcome = "answer"),
        () => (outcome = "aborted"),
      );
    while (sandbox.controls.faults.list().length > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(textOf(await readEvents(await client().send(new ConverseStreamCommand(hello))))).toContain("Mill Cafe");
    expect(outcome).toBe("silence");
    abort.abort();
    await silent;
    expect(outcome).toBe("aborted");
  });
});

describe("authorization", () => {
  it("refuses a request that is not signed, and one that is signed wrongly", async () => {
    const post = (headers: Record<string, string>) =>
      fetch(`${sandbox.url}/model/${encodeURIComponent(HAIKU)}/converse`, {
        method: "POST",
        headers,
        body: JSON.stringify({ messages: hello.messages }),
      });
    const unsigned = await post({});
    expect(unsigned.status).toBe(403);
    expect(unsigned.headers.get("x-amzn-errortype")).toContain("MissingAuthenticationTokenException");
    const wrongService = `AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=${"a".repeat(64)}`;
    expect((await post({ authorization: wrongService, "x-amz-date": "20260101T000000Z" })).status).toBe(403);
    const right = wrongService.replace("/s3/", "/bedrock/");
    expect((await post({ authorization: right, "x-amz-date": "20260101T000000Z" })).status).toBe(200);
  });
});

describe("Titan's embeddings", () => {
  const embed = async (body: object): Promise<{ embedding: number[]; inputTextTokenCount: number }> => {
    const command = new InvokeModelCommand({
      modelId: "amazon.titan-embed-text-v2:0",
      contentType: "application/json",
      body: JSON.stringify(body),
    });
    const { body: answer } = await connectClient(sandbox.url).send(command);
    return JSON.parse(Buffer.from(answer).toString("utf8")) as { embedding: number[]; inputTextTokenCount: number };
  };
  const cosine = (a: number[], b: number[]) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);

  it("are the same for the same text, of length one, and closer for texts that share words", async () => {
    const question = await embed({ inputText: "What are the opening hours on Sunday?", dimensions: 512 });
    const again = await embed({ inputText: "What are the opening hours on Sunday?", dimensions: 512 });
    const near = await embed({ inputText: "Opening hours: Sunday from ten to four.", dimensions: 512 });
    const far = await embed({ inputText: "Our chef trained in Lyon and loves butter.", dimensions: 512 });
    expect(question.embedding).toHaveLength(512);
    expect(again).toEqual(question);
    expect(cosine(question.embedding, question.embedding)).toBeCloseTo(1, 6);
    expect(cosine(question.embedding, near.embedding)).toBeGreaterThan(cosine(question.embedding, far.embedding) + 0.2);
  });

  it("refuse dimensions that Titan does not have", async () => {
    await expect(embed({ inputText: "x", dimensions: 300 })).rejects.toMatchObject({ name: "ValidationException" });
  });
});

it("ends a call with a spoken goodbye and the tool for it", async () => {
  const input = ask("That's all, thank you, goodbye.", { toolConfig: { tools: [hoursTool, messageTool, endTool] } });
  const { output } = await connectClient(sandbox.url).send(new ConverseCommand(input));
  const content = output?.message?.content ?? [];
  expect(content[0]?.text).toMatch(/goodbye/i);
  expect(content[1]?.toolUse).toMatchObject({ name: "end_call", input: {} });
});
