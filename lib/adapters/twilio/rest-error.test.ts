import { describe, expect, it } from "vitest";
import { toTwilioRestError } from "./rest-error";

const refusal = (status: number, code?: number) => Object.assign(new Error("refused"), { status, code });
const network = (code: string) => Object.assign(new Error("broken"), { code });

describe("what Twilio's REST interface could not do", () => {
  it.each<[string, unknown, boolean, boolean]>([
    ["a refusal", refusal(400, 21211), true, false],
    ["a wrong key", refusal(401, 20003), true, false],
    ["too many requests, even of what must not be repeated", refusal(429, 20429), false, true],
    ["trouble at Twilio", refusal(503), true, true],
    ["trouble at Twilio after a call may have been placed", refusal(503), false, false],
    ["a connection that was never made", network("ECONNREFUSED"), false, true],
    ["a connection that broke", network("ECONNRESET"), true, true],
    ["a connection that broke after a call may have been placed", network("ECONNRESET"), false, false],
    ["no answer in time", network("ECONNABORTED"), false, false],
  ])("is worth another try only where that does nothing twice: %s", (_, error, repeatable, retryable) => {
    expect(toTwilioRestError(error, "call +14155550100", repeatable).retryable).toBe(retryable);
  });

  it("says what to do", () => {
    expect(toTwilioRestError(refusal(401, 20003), "look up +1", true).message).toBe(
      "Twilio could not look up +1: refused. Check the Twilio account's SID and auth token.",
    );
    expect(toTwilioRestError(network("ECONNRESET"), "call +1", false).message).toContain("not known whether");
    expect(toTwilioRestError("odd", "call +1", true)).toMatchObject({ code: null, status: null });
  });

  it("keeps the cause", () => {
    const cause = refusal(404, 20404);
    expect(toTwilioRestError(cause, "end it", true)).toMatchObject({ cause, code: 20404, status: 404 });
  });
});
