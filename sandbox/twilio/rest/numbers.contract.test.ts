import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  ACCOUNT_SID,
  answerWithTones,
  AUTH_TOKEN,
  eventsOf,
  startTestExchange,
  type TestExchange,
} from "../testing/test-exchange";

/** The telephone stand-in's numbers as the vendor's own SDK sees them. */

let exchange: TestExchange;
let client: ReturnType<typeof twilio>;

beforeEach(async () => {
  exchange = await startTestExchange();
  client = twilio(ACCOUNT_SID, AUTH_TOKEN);
  client.api.baseUrl = exchange.apiUrl;
  client.pricing.baseUrl = exchange.apiUrl;
});
afterEach(() => exchange.close());

describe("what is for sale", () => {
  it("is told by country and kind, with prices", async () => {
    const countries = await client.availablePhoneNumbers.list();
    expect(countries.map(({ countryCode }) => countryCode)).toEqual(["US", "CA", "GB", "DE", "AU"]);
    expect(await client.availablePhoneNumbers("GB").fetch()).toMatchObject({
      country: "United Kingdom",
      subresourceUris: expect.objectContaining({ toll_free: expect.stringContaining("/GB/TollFree.json") }) as object,
    });
    const prices = await client.pricing.v1.phoneNumbers.countries("US").fetch();
    expect(prices).toMatchObject({ isoCountry: "US", priceUnit: "USD" });
    expect(prices.phoneNumberPrices).toMatchObject([
      { numberType: "local", basePrice: "1.15", currentPrice: "1.15" },
      { numberType: "toll free", basePrice: "2.15", currentPrice: "2.15" },
    ]);
    await expect(client.pricing.v1.phoneNumbers.countries("ZZ").fetch()).rejects.toMatchObject({ code: 20404 });
    await expect(client.availablePhoneNumbers("US").mobile.list({ limit: 1 })).rejects.toMatchObject({ code: 20404 });
  });

  it("is narrowed by area code, place, digits and what the number can", async () => {
    const us = client.availablePhoneNumbers("US").local;
    const first = async (filter: Parameters<typeof us.list>[0]) =>
      (await us.list({ ...filter, limit: 2 })).map(({ phoneNumber }) => phoneNumber);
    expect(await first({ areaCode: 617 })).toEqual(["+16175550100", "+16175550101"]);
    expect(await first({ inRegion: "NY" })).toEqual(["+12125550100", "+12125550101"]);
    expect(await first({ inLocality: "Chicago" })).toEqual(["+13125550100", "+13125550101"]);
    expect(await first({ nearNumber: "+15125559999" })).toEqual(["+15125550100", "+15125550101"]);
    expect(await first({ contains: "0177$" })).toEqual(["+14155550177", "+12125550177"]);
    expect(await first({ contains: "+1305" })).toEqual(["+13055550100", "+13055550101"]);
    expect(await first({ contains: "MIA****0142" })).toEqual([]);
    expect(await first({ faxEnabled: true })).toEqual([]);
    expect(await first({ areaCode: 999 })).toEqual([]);
    const uk = await client.availablePhoneNumbers("GB").local.list({ excludeAllAddressRequired: true });
    expect(uk).toEqual([]);
  });
});

describe("buying", () => {
  it("takes any number of an area code, and says when there is none", async () => {
    const bought = await client.incomingPhoneNumbers.create({ areaCode: "206" });
    expect(bought.phoneNumber).toBe("+12065550100");
    await expect(client.incomingPhoneNumbers.create({ areaCode: "907" })).rejects.toMatchObject({ code: 21452 });
    await expect(client.incomingPhoneNumbers.create({ areaCode: "1" })).rejects.toMatchObject({ code: 21451 });
  });

  it("refuses what is not for sale", async () => {
    await expect(client.incomingPhoneNumbers.create({ phoneNumber: "+14155552671" })).rejects.toMatchObject({
      status: 400,
      code: 21422,
    });
  });

  it("asks for an address where the country does", async () => {
    const order = { phoneNumber: "+442079460012" };
    await expect(client.incomingPhoneNumbers.create(order)).rejects.toMatchObject({ code: 21631 });
    const address = await client.addresses.create({
      customerName: "Bright Dental",
      street: "1 Market Street",
      city: "San Francisco",
      region: "CA",
      postalCode: "94105",
      isoCountry: "US",
    });
    const bought = await client.incomingPhoneNumbers.create({ ...order, addressSid: address.sid });
    expect(bought).toMatchObject({ addressSid: address.sid, addressRequirements: "any", type: "local" });
  });

  it("asks for a bundle where the country does", async () => {
    const order = { phoneNumber: "+493023125007" };
    await expect(client.incomingPhoneNumbers.create(order)).rejects.toMatchObject({ code: 21649 });
    const bundleSid = `BU${"a".repeat(32)}`;
    exchange.standIn.exchange.numbers.bundles.set(bundleSid, "DE");
    expect((await client.incomingPhoneNumbers.create({ ...order, bundleSid })).bundleSid).toBe(bundleSid);
  });
});

describe("the account's numbers", () => {
  it("are paged", async () => {
    for (let index = 10; index < 17; index += 1)
      await client.incomingPhoneNumbers.create({ phoneNumber: `+141555501${index}` });
    const page = await client.incomingPhoneNumbers.page({ pageSize: 3 });
    expect(page.instances).toHaveLength(3);
    const next = await page.nextPage();
    expect(next?.instances.map(({ phoneNumber }) => phoneNumber)).toEqual([
      "+14155550113",
      "+14155550112",
      "+14155550111",
    ]);
    expect(await client.incomingPhoneNumbers.list({ pageSize: 2 })).toHaveLength(7);
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: "555011*" })).toHaveLength(7);
    expect(await client.incomingPhoneNumbers.tollFree.list()).toHaveLength(0);
  });

  it("keep all that is set, and nothing of a change that is refused", async () => {
    const { sid } = await client.incomingPhoneNumbers.create({ phoneNumber: "+14155550120" });
    const number = client.incomingPhoneNumbers(sid);
    const changed = await number.update({
      friendlyName: "Front desk",
      voiceUrl: "https://example.com/voice#rc=5",
      voiceMethod: "GET",
      voiceFallbackUrl: "https://example.com/down",
      statusCallback: "https://example.com/status",
      emergencyStatus: "Active",
    });
    expect(changed).toMatchObject({
      friendlyName: "Front desk",
      voiceUrl: "https://example.com/voice#rc=5",
      voiceMethod: "GET",
      emergencyStatus: "Active",
      emergencyAddressStatus: "unregistered",
    });
    await expect(number.update({ friendlyName: "Other", voiceUrl: "nonsense" })).rejects.toMatchObject({ code: 21502 });
    await expect(number.update({ voiceMethod: "PUT" })).rejects.toMatchObject({ status: 400 });
    expect((await number.fetch()).friendlyName).toBe("Front desk");
    const application = `AP${"b".repeat(32)}`;
    expect((await number.update({ voiceApplicationSid: application })).voiceApplicationSid).toBe(application);
    expect((await number.update({ trunkSid: `TK${"c".repeat(32)}` })).voiceApplicationSid).toBeNull();
  });

  it("ring nowhere while a trunk has them", async () => {
    const { sid } = await client.incomingPhoneNumbers.create({
      phoneNumber: "+14155550121",
      voiceUrl: `${exchange.customerUrl}/voice`,
    });
    await client.incomingPhoneNumbers(sid).update({ trunkSid: `TK${"c".repeat(32)}` });
    const call = exchange.standIn.placeCall({ to: "+14155550121" });
    await eventsOf(call.events);
    expect(exchange.webhooks).toEqual([]);
  });
});

describe("verified caller ids", () => {
  const TO = "+14155550188";
  const callbackOf = (status: string) =>
    exchange.waitForWebhook(({ path, params }) => path === "/verified" && params["VerificationStatus"] === status);

  it("come from a call whose person keys in the code", async () => {
    const request = await client.validationRequests.create({
      phoneNumber: TO,
      friendlyName: "Owner's mobile",
      statusCallback: `${exchange.customerUrl}/verified`,
    });
    expect(request).toMatchObject({ phoneNumber: TO, friendlyName: "Owner's mobile" });
    expect(request.validationCode).toMatch(/^\d{6}$/);
    const { params } = await callbackOf("success");
    const [callerId] = await client.outgoingCallerIds.list({ phoneNumber: TO });
    expect(callerId).toMatchObject({ sid: params["OutgoingCallerIdSid"], friendlyName: "Owner's mobile" });
    await expect(client.validationRequests.create({ phoneNumber: TO })).rejects.toMatchObject({ code: 21450 });

    const call = { to: "+14155550150", from: TO, twiml: "<Response><Hangup/></Response>" };
    expect((await client.calls.create(call)).from).toBe(TO);
    await expect(
      client.messages.create({ to: "+14155550150", from: TO, body: "From no phone of ours" }),
    ).rejects.toMatchObject({ code: 21606 });
    await client.outgoingCallerIds(callerId?.sid ?? "").remove();
    expect(await client.outgoingCallerIds.list()).toEqual([]);
    await expect(client.calls.create(call)).rejects.toMatchObject({ code: 21210 });
  });

  it("do not come from a wrong code, nor from nobody", async () => {
    const statusCallback = `${exchange.customerUrl}/verified`;
    exchange.standIn.setPerson(TO, answerWithTones("000000"));
    await client.validationRequests.create({ phoneNumber: TO, statusCallback });
    await callbackOf("failed");
    exchange.webhooks.length = 0;
    exchange.standIn.setPerson(TO, { answer: "busy" });
    await client.validationRequests.create({ phoneNumber: TO, statusCallback });
    await callbackOf("failed");
    expect(await client.outgoingCallerIds.list()).toEqual([]);
    await expect(client.validationRequests.create({ phoneNumber: "12" })).rejects.toMatchObject({ code: 21401 });
    await expect(client.validationRequests.create({ phoneNumber: TO, callDelay: 61 })).rejects.toMatchObject({
      status: 400,
    });
  });
});
