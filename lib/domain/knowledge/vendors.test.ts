import { expect, it } from "vitest";
import { documentationKind, documentationScope, documentationVersion, vendorOf } from "./vendors";
import { isInScope } from "./web-address";

it.each([
  ["https://platform.openai.com/docs/api-reference/chat/create", "openai", "api_reference", null],
  ["https://platform.openai.com/docs/guides/embeddings", "openai", "guide", null],
  ["https://platform.openai.com/docs/quickstart", "openai", "tutorial", null],
  ["https://www.twilio.com/docs/voice/api/call-resource", "twilio", "api_reference", null],
  ["https://www.twilio.com/docs/iam/api/v1/api-key", "twilio", "api_reference", "v1"],
  ["https://www.twilio.com/docs/voice/tutorials/how-to-make-calls", "twilio", "tutorial", null],
  ["https://www.twilio.com/docs/voice/twiml", "twilio", "guide", null],
  ["https://developers.ringcentral.com/api-reference/Call-Log", "ringcentral", "api_reference", null],
  ["https://developers.ringcentral.com/guide/voice/call-log", "ringcentral", "guide", null],
  ["https://developers.hubspot.com/docs/reference/api/crm/objects/contacts/v3", "hubspot", "api_reference", "v3"],
  ["https://developers.hubspot.com/docs/guides/api/crm/objects/contacts", "hubspot", "guide", null],
  ["https://cloud.google.com/speech-to-text/v2/docs", null, "guide", "v2"],
  ["https://cloud.google.com/speech-to-text/docs/reference/rest/v1/speech", "google_cloud", "api_reference", "v1"],
  ["https://cloud.google.com/run/docs/tutorials/pubsub", "google_cloud", "tutorial", null],
  ["https://docs.example.test/2.1/reference/orders", null, "api_reference", "2.1"],
  ["https://docs.example.test/start", null, "guide", null],
  ["https://www.twilio.com/pricing", null, "guide", null],
])("%s", (address, vendor, kind, version) => {
  expect(vendorOf(address)).toBe(vendor);
  expect(documentationKind(address, "", vendor)).toBe(kind);
  expect(documentationVersion(address, "", vendor)).toBe(version);
});

it("what a path does not say, the title may", () => {
  expect(documentationKind("https://docs.example.test/p/17", "Quick start", null)).toBe("tutorial");
  expect(documentationVersion("https://docs.example.test/p/17", "Orders, version 2.3", null)).toBe("2.3");
});

it("a documentation is all of a vendor's from where it begins, and else a folder", () => {
  const all = documentationScope("https://www.twilio.com/docs");
  expect(isInScope("https://www.twilio.com/docs/voice", all)).toBe(true);
  expect(isInScope("https://www.twilio.com/blog", all)).toBe(false);
  const voice = documentationScope("https://www.twilio.com/docs/voice");
  expect(isInScope("https://www.twilio.com/docs/voice/twiml", voice)).toBe(true);
  expect(isInScope("https://www.twilio.com/docs/messaging", voice)).toBe(false);
  expect(
    isInScope("https://docs.example.test/guide/a", documentationScope("https://docs.example.test/guide/index.html")),
  ).toBe(true);
});
