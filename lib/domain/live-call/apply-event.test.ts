import { expect, test } from "vitest";
import { applyCallEvent, newLiveCall } from "./apply-event";

test.each([
  ["The voice gave no audio in time.", "The voice gave no audio in time. The caller heard an apology"],
  ["Deepgram speak: closed with 1011", "Deepgram speak: closed with 1011. The caller heard an apology"],
])("what failed and what came of it are two sentences: %s", (message, text) => {
  const call = applyCallEvent(newLiveCall, {
    callId: "0190f0c4-0000-7000-8000-000000000001",
    seq: 1,
    at: "2026-03-02T10:00:00.000Z",
    body: { type: "vendor.failed", part: "speaking", message, consequence: "The caller heard an apology" },
  });
  expect(call.items).toMatchObject([{ kind: "note", tone: "danger", text }]);
});
