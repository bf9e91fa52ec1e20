import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ModelEvent, ModelRequest } from "@/call-worker/ports/language-model";
import { Recorder } from "@/call-worker/ports/testing/recorder";
import { createBedrockLanguageModel } from "./bedrock-language-model";
import { ScriptedBedrock, WHOLE_ANSWER, frame, refuse, reset, stream } from "./testing/scripted-bedrock";

const request: ModelRequest = {
  model: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
  system: "You answer the phone.",
  situation: "",
  messages: [{ role: "user", content: [{ kind: "text", text: "Hi" }] }],
  tools: [],
  maxTokens: 100,
  temperature: 0.2,
  thinkingBudgetTokens: null,
};

const isOver = (event: ModelEvent): boolean => event.kind === "done" || event.kind === "failed";

describe("Bedrock over its connection", () => {
  let bedrock: ScriptedBedrock;
  let model: ReturnType<typeof createBedrockLanguageModel>;

  beforeEach(async () => {
    bedrock = await ScriptedBedrock.start();
    model = createBedrockLanguageModel({
      region: "us-east-1",
      endpoint: bedrock.url,
      credentials: { accessKeyId: "AKID", secretAccessKey: "secret" },
      random: () => 0,
    });
  });

  afterEach(async () => {
    vi.useRealTimers();
    model.close();
    await bedrock.stop();
  });

  function run(change: Partial<ModelRequest> = {}) {
    const told = new Recorder<ModelEvent>();
    return { told, run: model.run({ ...request, ...change }, (event) => told.add(event)) };
  }

  it("asks the model by name and tells what it streams", async () => {
    const { told } = run();
    await told.until(isOver);
    expect(told.events).toEqual([
      { kind: "text", text: "Hello." },
      {
        kind: "done",
        stopReason: "end",
        usage: { inputTokens: 3, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0 },
      },
    ]);
    expect(bedrock.received.events[0]).toMatchObject({
      path: "/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse-stream",
      body: { inferenceConfig: { maxTokens: 100, temperature: 0.2 } },
    });
  });

  it("signs what it asks, or sends the Bedrock API key it was given", async () => {
    await run().told.until(isOver);
    model.close();
    model = createBedrockLanguageModel({ region: "us-east-1", endpoint: bedrock.url, bearerToken: "a-key" });
    await run().told.until(isOver);
    const [signed, plain] = bedrock.received.events.map(({ authorization }) => authorization);
    expect(signed).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/us-east-1\/bedrock\/aws4_request, SignedHeaders=/,
    );
    expect(plain).toBe("Bearer a-key");
  });

  it("keeps one connection for runs that follow each other", async () => {
    for (let turn = 0; turn < 4; turn += 1) await run().told.until(isOver);
    expect(bedrock.connections).toBeLessThanOrEqual(2);
  });

  it("opens connections ahead, and only as many as are missing", async () => {
    model.warm();
    model.warm();
    await vi.waitFor(() => expect(bedrock.connections).toBe(4));
    await run().told.until(isOver);
    const opened = bedrock.connections;
    // One less than four: the end of the first answer's connection comes after the answer's.
    await Promise.all(Array.from({ length: 3 }, () => run().told.until(isOver)));
    expect(bedrock.connections).toBe(opened);
    expect(opened).toBeLessThanOrEqual(5);
  });

  it.each([
    ["throttling", refuse(429, "ThrottlingException")],
    ["an inner error", refuse(500, "InternalServerException")],
    ["no capacity", refuse(503, "ServiceUnavailableException")],
    ["a connection that breaks", reset],
    ["throttling inside the stream", stream([frame("throttlingException", { message: "slow" }, "exception")])],
    ["a stream that ends before it began", stream([], "cut")],
  ])("tries again after %s, unnoticed", async (_, trouble) => {
    bedrock.script = [trouble, trouble];
    const { told } = run();
    await told.until(isOver);
    expect(told.events.map((event) => event.kind)).toEqual(["text", "done"]);
    expect(bedrock.received.events.length).toBe(3);
  });

  it("gives up after two retries, and says that it may pass", async () => {
    bedrock.script = Array.from({ length: 5 }, () => refuse(429, "ThrottlingException"));
    const { told } = run();
    expect(await told.until(isOver)).toMatchObject({
      kind: "failed",
      retryable: true,
      message: expect.stringContaining("ThrottlingException") as unknown,
    });
    expect(bedrock.received.events).toHaveLength(3);
  });

  it.each([
    [400, "ValidationException", "scripted"],
    [403, "AccessDeniedException", "bedrock:InvokeModelWithResponseStream"],
    [404, "ResourceNotFoundException", "AWS_REGION"],
  ])("does not repeat what is wrong: %i %s", async (status, type, advice) => {
    bedrock.script = [refuse(status, type)];
    const { told } = run();
    expect(await told.until(isOver)).toMatchObject({
      kind: "failed",
      retryable: false,
      message: expect.stringContaining(advice) as unknown,
    });
    expect(bedrock.received.events).toHaveLength(1);
  });

  it.each([
    [
      "an exception",
      stream([...WHOLE_ANSWER.slice(0, 2), frame("modelStreamErrorException", { message: "x" }, "exception")]),
    ],
    ["a cut", stream(WHOLE_ANSWER.slice(0, 2), "cut")],
    ["an early end", stream(WHOLE_ANSWER.slice(0, 2))],
    ["garbage", stream([...WHOLE_ANSWER.slice(0, 2), Buffer.from("this is not a frame at all, is it?")])],
  ])("fails on %s in mid-answer, without saying anything twice", async (_, trouble) => {
    bedrock.script = [trouble];
    const { told } = run();
    expect(await told.until(isOver)).toMatchObject({ kind: "failed", retryable: true });
    expect(told.events.map((event) => event.kind)).toEqual(["text", "failed"]);
    expect(bedrock.received.events).toHaveLength(1);
  });

  it("fails when nothing listens, and says that it may pass", async () => {
    await bedrock.stop();
    const { told } = run();
    expect(await told.until(isOver)).toMatchObject({ kind: "failed", retryable: true });
    bedrock = await ScriptedBedrock.start();
  });

  it("fails when what answers is not Bedrock", async () => {
    const page = (response: ServerResponse) => void response.writeHead(200).end("<html>hello</html>");
    bedrock.script = [page, page, page];
    const { told } = run();
    expect(await told.until(isOver)).toMatchObject({ kind: "failed" });
  });

  it("stops at once when aborted in mid-answer, and says nothing more", async () => {
    bedrock.script = [stream(WHOLE_ANSWER.slice(0, 2), "hang")];
    const { told, run: started } = run();
    await told.until((event) => event.kind === "text");
    started.abort();
    started.abort();
    await bedrock.closed.untilCount(1);
    await run().told.until(isOver);
    expect(told.events).toEqual([{ kind: "text", text: "Hello." }]);
  });

  it("stops at once when aborted before the answer or between retries", async () => {
    bedrock.script = [() => {}, refuse(429, "ThrottlingException")];
    const waiting = run();
    await bedrock.received.untilCount(1);
    waiting.run.abort();
    await bedrock.closed.untilCount(1);
    const retrying = run();
    await bedrock.closed.untilCount(2);
    retrying.run.abort();
    const early = run();
    early.run.abort();
    const next = run();
    await next.told.until(isOver);
    expect(waiting.told.events).toEqual([]);
    expect(retrying.told.events).toEqual([]);
    expect(early.told.events).toEqual([]);
    expect(next.told.events.at(-1)).toMatchObject({ kind: "done" });
  });
});
