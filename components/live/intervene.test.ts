import { expect, test } from "vitest";
import type { InterveneRequest } from "@/lib/contracts/live/socket";
import { type CommandSocket, intervene } from "./intervene";
import { NO_ANSWER, NOT_CONNECTED } from "./rail/steer-words";

const callId = "0198c0de-0000-7000-8000-000000000002";
const say = { action: "say", text: "Hello" } as const;

function socket(connected: boolean, answer: () => Promise<unknown>) {
  const sent: InterveneRequest[] = [];
  const made: CommandSocket = {
    connected,
    timeout: () => ({
      emitWithAck: (_event, request) => {
        sent.push(request);
        return answer();
      },
    }),
  };
  return { made, sent };
}

test("a command is sent once and its answer told", async () => {
  const { made, sent } = socket(true, async () => ({ result: "done" }));
  expect(await intervene(made, callId, say)).toEqual({ result: "done" });
  expect(sent).toEqual([{ callId, command: say }]);
});

test("without a connection nothing is sent, not later either", async () => {
  const { made, sent } = socket(false, async () => ({ result: "done" }));
  expect(await intervene(made, callId, say)).toMatchObject({ result: "denied", message: NOT_CONNECTED });
  expect(sent).toEqual([]);
});

test("a connection lost on the way leaves it open, and says so", async () => {
  const { made } = socket(true, () => Promise.reject(new Error("socket has been disconnected")));
  expect(await intervene(made, callId, say)).toMatchObject({ result: "denied", message: NO_ANSWER });
});

test("an answer of another version's worker is not taken for done", async () => {
  const { made } = socket(true, async () => ({ kind: "perhaps" }));
  expect(await intervene(made, callId, say)).toMatchObject({ result: "denied", code: "UNAVAILABLE" });
});
