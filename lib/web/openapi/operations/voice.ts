import { TestCallBody, TestCallResource } from "@/lib/contracts/api/voice";
import { defineOperation } from "../operation";
import { AGENT_ID, CALL_ID } from "./example-values";

export const testCallOperation = defineOperation({
  id: "startTestCall",
  method: "POST",
  path: "/api/v1/voice/test-call",
  tag: "Calls",
  summary: "Start a test call",
  description:
    "With `to`, the agent calls that number: an ordinary call. Without it, the answer is what a browser needs to talk to the agent: it sends its WebRTC " +
    "offer as `{ token, sdp }` to `workerUrl/browser/offer`, or opens a WebSocket at `/browser/socket`. Such a call is marked as a test and counts neither " +
    "against the plan nor in statistics; an organization has at most 5 at once and 60 an hour.",
  scope: "calls.start",
  body: TestCallBody,
  response: TestCallResource,
  status: 201,
  once: true,
  refusals: [404, 409, 503],
  examples: {
    body: { agentId: AGENT_ID, version: "draft" },
    response: {
      line: "browser",
      browser: {
        callId: CALL_ID,
        token: "AZnA3gAAcACAAAAAAAAAAQGZwN4AAHAAgAAAAAAAAAIAq3vB0f5d8xY2nW7kq1LrT9s0uVhJmXc4ZbEwPy6oGi8",
        workerUrl: "https://calls.example.com",
        iceServers: [{ urls: ["stun:stun.example.com:3478"] }],
      },
    },
  },
});
