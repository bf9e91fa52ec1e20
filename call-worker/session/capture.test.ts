import { describe, expect, test } from "vitest";
import { noise } from "../testing/audio-samples";
import { simulateCall, type CallScript, type SimulatedCall } from "../testing/simulate-call";

const CARD = "4111111111111111";

/** A call in which the caller has been asked to key something in. */
function asked(what = "card_number", script: CallScript = {}): SimulatedCall {
  const call = simulateCall({ ...script, settings: { collectsSecrets: true, ...script.settings } }).connect();
  call.until("answer.ended");
  call.model.script(
    { text: "Please key it in and press hash.", toolCalls: [{ name: "collect_secret_digits", input: { what } }] },
    "Thank you.",
  );
  call.say("I want to pay by card");
  call.until("capture.started");
  return call;
}

const press = (call: SimulatedCall, keys: string) => {
  for (const key of keys) {
    call.pass(150);
    call.line.pressKey(key);
  }
};
const result = (call: SimulatedCall) => call.until("tool.finished").output as Record<string, unknown>;
const everywhere = (call: SimulatedCall) =>
  JSON.stringify([call.events, call.speeches, call.model.runs.map(({ request }) => request), call.errors]);

describe("what a caller keys in in secret", () => {
  test("is held once under a token; the model learns that it is right and its end, nobody learns more", () => {
    const call = asked();
    press(call, `${CARD}`);
    expect(call.until("capture.ended")).toMatchObject({ what: "card_number", got: 16 });
    const { ok, digits, last_four, token } = result(call);
    expect({ ok, digits, last_four }).toEqual({ ok: true, digits: 16, last_four: "1111" });
    call.until("answer.ended", 3);
    expect(everywhere(call)).not.toContain("4111");
    expect(call.factsOf("keypad.pressed")).toEqual([]);
    expect(call.secrets.take(String(token))?.toString()).toBe(CARD);
    expect(call.secrets.take(String(token))).toBeNull();
  });

  test("is forgotten after a while", () => {
    const call = asked();
    press(call, CARD);
    const { token } = result(call);
    call.pass(11 * 60_000);
    expect(call.secrets.take(String(token))).toBeNull();
  });

  test("with a wrong digit is asked for again", () => {
    const call = asked();
    press(call, "4111111111111112#");
    expect(call.until("tool.finished")).toMatchObject({ ok: false });
    expect(everywhere(call)).not.toContain("4111");
  });

  test("begins anew with a star, and ends with hash; of a PIN nothing is shown", () => {
    const call = asked("pin");
    press(call, "99*8642#");
    expect(call.until("capture.ended")).toMatchObject({ got: 4 });
    const { last_four, token } = result(call);
    expect(last_four).toBeUndefined();
    expect(call.secrets.take(String(token))?.toString()).toBe("8642");
  });

  test("is typed on a screen as well", () => {
    const call = asked();
    call.line.typeText("4111 1111 1111 1111");
    expect(call.until("capture.ended")).toMatchObject({ got: 16 });
    expect(everywhere(call)).not.toContain("4111");
    expect(call.factsOf("segment.final")).toHaveLength(1);
  });

  test("said aloud meanwhile reaches nobody who listens, and is heard again afterwards", () => {
    const call = asked();
    const heard: number[] = [];
    call.session.listen({
      by: { userId: "u1", name: "Una" },
      sink: (caller) => heard.push(caller ? Math.max(...caller) : 0),
      onOver: () => undefined,
    });
    call.pass(500);
    const before = call.speechToText.current().heardMs();
    const said = noise(2_000, 9_000, 3);
    call.line.talk(said);
    call.pass(2_500);
    const stream = call.speechToText.current();
    expect(stream.heardMs()).toBeGreaterThan(before);
    const chunks = (stream as unknown as { chunks: { at: number; mulaw: Uint8Array }[] }).chunks;
    const pushed = Buffer.concat(chunks.map(({ mulaw }) => mulaw));
    for (let at = 0; at < said.length; at += 800)
      expect(pushed.includes(Buffer.from(said.subarray(at, at + 160)))).toBe(false);
    press(call, CARD);
    call.until("answer.ended", 3);
    call.say("What happens now");
    call.until("segment.final", 2);
  });

  test.each([
    ["never keyed in", (call: SimulatedCall) => call.pass(26_000)],
    ["the line is lost", (call: SimulatedCall) => call.line.hangUp("gone", "lost")],
    ["the caller hangs up", (call: SimulatedCall) => call.line.hangUp("gone", "call_ended")],
    ["a person takes the call over", (call: SimulatedCall) => void call.person("u1", "Una").takeOver()],
  ])("%s: given up, what came so far is forgotten", (_, happens) => {
    const call = asked();
    press(call, "41111111");
    happens(call);
    expect(call.until("capture.ended")).toMatchObject({ got: null });
    expect(everywhere(call)).not.toContain("4111");
  });

  test("is nothing for an agent that may not ask for it", () => {
    const call = simulateCall({}).connect();
    call.until("answer.ended");
    call.model.script({ toolCalls: [{ name: "collect_secret_digits", input: { what: "pin" } }] }, "Sorry.");
    call.say("Take my PIN");
    expect(call.until("tool.finished")).toMatchObject({ ok: false });
    expect(call.factsOf("capture.started")).toEqual([]);
  });
});

describe("a card's number that comes unasked", () => {
  test.each([
    ["keyed in", (call: SimulatedCall) => press(call, `${CARD}#`)],
    ["typed", (call: SimulatedCall) => call.line.typeText("it is 4111-1111-1111-1111 ok")],
    ["said", (call: SimulatedCall) => void call.say("my card is 4111 1111 1111 1111")],
    [
      "said in words",
      (call: SimulatedCall) => void call.say(`it is four ${"one ".repeat(15)}`.trim(), { msPerWord: 200 }),
    ],
  ])("%s, is in no record, no request and on no screen", (_, gives) => {
    const call = simulateCall().connect();
    call.until("answer.ended");
    gives(call);
    expect(call.until("segment.final").text).toContain("[card number removed]");
    call.until("answer.ended", 2);
    const all = everywhere(call).replaceAll(/[\s-]/g, "");
    expect(all).not.toContain("411111111111");
    expect(all).not.toContain("fouroneoneoneoneoneoneoneoneoneoneone");
  });
});
