import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  NUMBER,
  buyNumber,
  startTestExchange,
  type TestExchange,
} from "../testing/test-exchange";

let exchange: TestExchange;
let client: ReturnType<typeof twilio>;

function clientWith(token: string): ReturnType<typeof twilio> {
  const made = twilio(ACCOUNT_SID, token);
  made.api.baseUrl = exchange.apiUrl;
  return made;
}

beforeEach(async () => {
  exchange = await startTestExchange();
  client = clientWith(AUTH_TOKEN);
});
afterEach(() => exchange.close());

describe("phone numbers, with the vendor's SDK", () => {
  it("are searched, bought, found, changed and released", async () => {
    const [offer] = await client.availablePhoneNumbers("US").local.list({ areaCode: 415, limit: 1 });
    expect(offer).toMatchObject({ phoneNumber: "+14155550100", locality: "San Francisco", region: "CA" });
    const bought = await client.incomingPhoneNumbers.create({
      phoneNumber: offer?.phoneNumber ?? "",
      voiceUrl: "https://example.com/voice",
    });
    expect(bought).toMatchObject({
      phoneNumber: "+14155550100",
      voiceUrl: "https://example.com/voice",
      voiceMethod: "POST",
    });
    expect(bought.sid).toMatch(/^PN[0-9a-f]{32}$/);
    const [next] = await client.availablePhoneNumbers("US").local.list({ areaCode: 415, limit: 1 });
    expect(next?.phoneNumber).toBe("+14155550101");
    const updated = await client
      .incomingPhoneNumbers(bought.sid)
      .update({ voiceFallbackUrl: "https://example.com/fallback", statusCallback: "https://example.com/status" });
    expect(updated).toMatchObject({
      voiceUrl: "https://example.com/voice",
      voiceFallbackUrl: "https://example.com/fallback",
    });
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: "+14155550100" })).toHaveLength(1);
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: "+14155550177" })).toHaveLength(0);
    await client.incomingPhoneNumbers(bought.sid).remove();
    await expect(client.incomingPhoneNumbers(bought.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it("are found among toll-free ones too", async () => {
    const [offer] = await client.availablePhoneNumbers("US").tollFree.list({ limit: 1 });
    expect(offer?.phoneNumber).toBe("+18005550100");
  });

  it("cannot be bought twice, or when they are none", async () => {
    await client.incomingPhoneNumbers.create({ phoneNumber: NUMBER });
    await expect(client.incomingPhoneNumbers.create({ phoneNumber: NUMBER })).rejects.toMatchObject({
      status: 400,
      code: 21422,
    });
    await expect(client.incomingPhoneNumbers.create({ phoneNumber: "123" })).rejects.toMatchObject({
      status: 400,
      code: 21421,
    });
    await expect(
      client.incomingPhoneNumbers.create({ phoneNumber: "+14155550111", voiceUrl: "nonsense" }),
    ).rejects.toMatchObject({ code: 21502 });
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: "+14155550111" })).toHaveLength(0);
  });
});

describe("errors, as the SDK sees them", () => {
  it("refuse a wrong token with 20003", async () => {
    await expect(clientWith("wrong").calls.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it("tell code, message and where to read more", async () => {
    await expect(client.calls("CA00000000000000000000000000000000").fetch()).rejects.toMatchObject({
      status: 404,
      code: 20404,
      moreInfo: "https://www.twilio.com/docs/errors/20404",
    });
  });

  it.each([
    ["a malformed To", { to: "12", from: NUMBER, url: "https://example.com" }, 21211],
    [
      "a From that the account does not own",
      { to: "+14155550150", from: "+14155550160", url: "https://example.com" },
      21210,
    ],
    ["a malformed From", { to: "+14155550150", from: "x", url: "https://example.com" }, 21212],
    ["a missing Url", { to: "+14155550150", from: NUMBER }, 21205],
    ["a Url that is none", { to: "+14155550150", from: NUMBER, url: "voice" }, 21205],
    [
      "an unknown event",
      {
        to: "+14155550150",
        from: NUMBER,
        url: "https://example.com",
        statusCallback: "https://example.com",
        statusCallbackEvent: ["finished"],
      },
      21626,
    ],
  ])("refuse a call with %s", async (_, params, code) => {
    buyNumber(exchange);
    await expect(client.calls.create(params)).rejects.toMatchObject({ status: 400, code });
  });

  it("follow the faults that a script switches on", async () => {
    exchange.controls.fail({ operation: "calls.create", kind: "status", status: 429, count: 1 });
    buyNumber(exchange);
    const call = { to: "+14155550150", from: NUMBER, twiml: "<Response/>" };
    await expect(client.calls.create(call)).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(client.calls.create(call)).resolves.toMatchObject({ status: "queued" });
  });
});

describe("lists", () => {
  it("are paged, newest first, and filtered", async () => {
    for (let index = 0; index < 7; index += 1) exchange.standIn.placeCall({ from: `+1415555015${index}`, to: NUMBER });
    const all = await client.calls.list({ pageSize: 3 });
    expect(all.map(({ from }) => from)).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `+1415555015${index}`));
    expect(await client.calls.list({ from: "+14155550153" })).toHaveLength(1);
    expect(await client.calls.list({ status: "in-progress" })).toHaveLength(0);
    expect(await client.calls.list({ startTimeAfter: new Date(Date.now() + 60_000) })).toHaveLength(0);
  });
});

describe("text messages", () => {
  it("are sent and reported as delivered", async () => {
    buyNumber(exchange);
    const sent = await client.messages.create({
      to: "+14155550150",
      from: NUMBER,
      body: "Your table is booked.",
      statusCallback: `${exchange.customerUrl}/sms`,
    });
    expect(sent.status).toBe("queued");
    const delivered = await exchange.waitForWebhook(
      ({ path, params }) => path === "/sms" && params["MessageStatus"] === "delivered",
    );
    expect(delivered.params).toMatchObject({ MessageSid: sent.sid, To: "+14155550150", From: NUMBER });
    expect(await client.messages(sent.sid).fetch()).toMatchObject({
      status: "delivered",
      body: "Your table is booked.",
    });
    await expect(client.messages.create({ to: "+14155550150", from: NUMBER, body: "" })).rejects.toMatchObject({
      code: 21602,
    });
  });
});
