import { expect, test } from "vitest";
import { simulateCall, type CallScript } from "../testing/simulate-call";

const SENT = { what: "address", text: "Bright Dental: 4180 Grand Avenue", messageSid: "SM1" };
const CLAIM = "I've texted you the address.";

/** A call whose caller wants the address texted, and whose agent says that it was. */
async function asked(texts: CallScript["texts"]) {
  const call = simulateCall({ ...(texts ? { texts } : {}) }).connect();
  call.until("answer.ended");
  call.model.script({ toolCalls: [{ name: "send_text", input: { what: "address" } }] }, CLAIM);
  call.say("Can you text me the address");
  call.until("tool.called");
  for (let at = 0; at < 5; at += 1) await Promise.resolve();
  call.until("claim.checked");
  return call;
}

test("what is texted in a call is a fact of it before the agent says so, and shows that it is so", async () => {
  const inputs: unknown[] = [];
  const call = await asked(async (input) => {
    inputs.push(input);
    return { output: { sent: true, what: "address" }, failed: false, sent: SENT };
  });
  expect(inputs).toEqual([{ what: "address" }]);
  const kinds = call.events.map(({ body }) => body.type);
  expect(kinds.filter((kind) => kind === "text.sent")).toHaveLength(1);
  expect(kinds.indexOf("text.sent")).toBeLessThan(kinds.lastIndexOf("answer.written"));
  expect(call.factsOf("text.sent")).toMatchObject([SENT]);
  expect(call.factsOf("claim.checked")).toMatchObject([{ said: CLAIM, verdict: "done" }]);
});

test.each([
  ["was refused", async () => ({ output: { error: "They once answered STOP." }, failed: true })],
  ["cannot be sent in this call", undefined],
] as const)("what %s is no fact, and the agent takes back that it was", async (_, texts) => {
  const call = await asked(texts);
  expect(call.factsOf("text.sent")).toEqual([]);
  expect(call.factsOf("claim.checked")).toMatchObject([{ said: CLAIM, verdict: "not_done" }]);
});
