import twilio from "twilio";
import { expect, test } from "vitest";
import { createTwilioWebhooks } from "@/call-worker/adapters/twilio/twilio-webhooks";
import { mediaSigner, mediaUrl } from "./addresses";
import { ownSigner } from "./own-signer";

const publicCallUrl = "https://calls.example.com";
const OURS = "0198c0de-0000-7000-8000-000000000001";
const OTHERS = "0198c0de-0000-7000-8000-000000000009";
const secrets: Record<string, string> = { [OURS]: "our-token", [OTHERS]: "other-token" };
const params = {
  CallSid: "CA00000000000000000000000000000001",
  AccountSid: "AC00000000000000000000000000000001",
  CallStatus: "ringing",
  From: "+12025550101",
  To: "+12025550100",
  Direction: "inbound",
};
const carrier = createTwilioWebhooks({ authToken: "installation", publicCallUrl });

function signed(token: string, subject: string | null, path = "/twilio/voice", form: Record<string, string> = params) {
  const asked: unknown[] = [];
  const answer = ownSigner(
    {
      carrier,
      ownSecret: async (organizationId) => secrets[organizationId] ?? null,
      webhookSubject: async (facts) => (asked.push(facts), subject),
    },
    {
      pathAndQuery: path,
      signature: twilio.getExpectedTwilioSignature(token, publicCallUrl + path, form),
      params: form,
    },
    new URLSearchParams(path.split("?")[1] ?? ""),
  );
  return answer.then((signer) => ({ signer, asked: asked[0] }));
}

test("an account counts for what is about its own organization, and for nothing else", async () => {
  expect((await signed("our-token", OURS)).signer).toBe(OURS);
  expect((await signed("other-token", OURS)).signer).toBeUndefined();
  expect((await signed("installation", OURS)).signer).toBeUndefined();
  expect((await signed("our-token", null)).signer).toBeUndefined();
  expect((await signed("x", "0198c0de-0000-7000-8000-000000000002")).signer).toBeUndefined();
});

test("what a request is about is asked of its ids, its number and its call, whatever account it claims to come from", async () => {
  const path = `/twilio/status?org=${OURS}&call=0198c0de-0000-7000-8000-000000000002`;
  expect((await signed("our-token", OURS, path)).asked).toEqual({
    named: OURS,
    direction: "inbound",
    to: params.To,
    providerCallSid: params.CallSid,
  });
  const { CallSid, AccountSid } = params;
  const amd = await signed("our-token", OURS, path.replace("status", "amd"), {
    CallSid,
    AccountSid,
    AnsweredBy: "human",
  });
  expect(amd.asked).toEqual({ named: OURS, direction: null, to: "", providerCallSid: CallSid });
  expect((await signed("our-token", OURS, "/twilio/voice", { hello: "world" })).asked).toMatchObject({
    direction: null,
  });
});

test("a stream's address says who signs its handshake", () => {
  expect(mediaUrl("https://w1.example.com/", OURS)).toBe(`wss://w1.example.com/media/${OURS}`);
  expect(mediaSigner(`/media/${OURS}`)).toBe(OURS);
  expect(mediaUrl("http://127.0.0.1:4000")).toBe("ws://127.0.0.1:4000/media");
  expect(mediaSigner("/media")).toBeNull();
  for (const odd of ["/media/", "/media/x", `/media/${OURS}/x`, "/medias"]) expect(mediaSigner(odd)).toBeUndefined();
});
