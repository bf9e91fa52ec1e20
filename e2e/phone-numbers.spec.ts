import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";

test.describe.configure({ timeout: 150_000 });

const PAGE = "/settings/phone-numbers";
/** A telephone that is always in use. */
const BUSY = "+14155552673";
/** How pages write it: (617) 555-0123 and alike; digits alone are sure. */
const digitsOf = (text: string) => text.replace(/\D/g, "");
const linkTo = (page: Page, e164: string) =>
  page.getByRole("link", { name: new RegExp([...e164.slice(-10)].join("\\D*")) });

/** Searches in an area and picks the offer of this place in the list, so that two tests never want the same one. */
async function pickOffer(owner: Page, areaCode: string, place = 0): Promise<string> {
  await owner.goto(PAGE);
  const dialog = owner.getByRole("dialog", { name: "Buy a phone number" });
  await expect(async () => {
    await owner.getByRole("button", { name: "Buy a number" }).click();
    await expect(dialog).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await dialog.getByLabel("Area code or digits").fill(areaCode);
  await dialog.getByRole("button", { name: "Search numbers" }).click();
  const offer = dialog.getByRole("listitem").nth(place).getByRole("button");
  await expect(offer).toContainText("a month");
  const e164 = `+1${digitsOf((await offer.locator("span").first().textContent()) ?? "").slice(-10)}`;
  await offer.click();
  await expect(dialog.getByText(/a month for it, from today until it is released/)).toBeVisible();
  return e164;
}

test("a number is bought, answered by schedule, called, and released", async ({ owner, caller, stack }) => {
  const e164 = await pickOffer(owner, "617");
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel("Label").fill("Campaign");
  await dialog.getByLabel("Answered by").selectOption({ label: "Front desk" });
  await expectAccessible(owner, "dialog");
  await dialog.getByRole("button", { name: "Buy this number" }).click();
  await expect(owner).toHaveURL(/phone-numbers\/[0-9a-f-]{36}$/, { timeout: 30_000 });
  await expect(owner.getByText("Campaign · Bright Dental")).toBeVisible();

  // Whatever the hour: in business hours one rule holds, out of them the other.
  await owner.getByRole("radio", { name: "By schedule" }).check();
  await owner.getByLabel("Rule 1: agent").selectOption({ label: "Bookings" });
  await owner.getByLabel("At all other times: what happens").selectOption({ label: "An agent answers" });
  await owner.getByLabel("At all other times: agent").selectOption({ label: "Bookings" });
  await owner.getByRole("button", { name: "Save who answers" }).click();
  await expect(owner.getByText("In force at the next ring.")).toBeVisible();

  const fallback = owner.getByLabel("Fallback number");
  const save = owner.getByRole("button", { name: "Save changes" });
  for (const [number, words] of [
    ["911", "emergency and other short numbers cannot be called"],
    ["+1 900 555 0123", "it is a premium-rate number, which cannot be called"],
  ] as const) {
    await fallback.fill(number);
    await save.click();
    await expect(owner.getByText(words)).toBeVisible();
    await expect(fallback).toHaveValue(number);
  }
  await fallback.fill(BUSY);
  await owner.getByLabel("Fallback message").fill("Bright Dental is moving today.");
  await save.click();
  await expect(owner.getByText("Saved, and set at Twilio.")).toBeVisible();

  // As it is while no call-worker answers: the telephone network asks the web app, which has the fallback number called, and then the words said.
  await owner.request.put(`${stack.sandboxUrl}/sandbox/people/${BUSY}`, { data: { answer: "busy" } });
  const account = `${stack.sandboxUrl}/2010-04-01/Accounts/${stack.twilio.accountSid}/IncomingPhoneNumbers`;
  const headers = twilioSignIn(stack.twilio);
  const atTwilio = async () => {
    const list = await owner.request.get(`${account}.json`, { headers, params: { PhoneNumber: e164 } });
    return ((await list.json()) as { incoming_phone_numbers: { sid: string }[] }).incoming_phone_numbers;
  };
  const [own] = await atTwilio();
  const VoiceUrl = "http://127.0.0.1:1/twilio/voice#rc=0";
  await owner.request.post(`${account}/${own?.sid ?? ""}.json`, { headers, form: { VoiceUrl } });
  const callSid = await caller.callNumber(e164);
  await expect
    .poll(async () => (await owner.request.get(`${stack.sandboxUrl}/sandbox/calls/${callSid}`)).text(), {
      timeout: 30_000,
    })
    .toContain("Bright Dental is moving today.");
  await caller.hangUpAll();
  const health = owner.getByRole("region", { name: "At Twilio" });
  await health.getByRole("button", { name: "Check now" }).click();
  await expect(health.getByText("Settings changed")).toBeVisible();
  await expectAccessible(owner, "number");
  await health.getByRole("button", { name: "Set them right" }).click();
  await expect(health.getByText("Calls arrive")).toBeVisible();

  await caller.callNumber(e164);
  await owner.goto("/calls");
  const call = owner
    .getByRole("row")
    .filter({ hasText: caller.number.slice(-4) })
    .filter({ hasText: "Bookings" });
  await expect(async () => {
    await owner.reload();
    await expect(call.first()).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
  await caller.hangUpAll();

  await owner.goto(PAGE);
  await linkTo(owner, e164).click();
  await owner.getByRole("button", { name: "Release number" }).click();
  await dialog.getByLabel(/to confirm/).fill("+16175550000");
  await dialog.getByRole("button", { name: "Release number" }).click();
  await expect(dialog.getByText(`type ${e164} to confirm`)).toBeVisible();
  await dialog.getByLabel(/to confirm/).fill(e164);
  await dialog.getByRole("button", { name: "Release number" }).click();
  await expect(owner).toHaveURL(/phone-numbers$/, { timeout: 30_000 });
  await expect(linkTo(owner, e164)).toHaveCount(0);
  expect(await atTwilio()).toEqual([]);
});

test("a number that somebody else takes in between is said in words, and another can be picked", async ({
  owner,
  stack,
}) => {
  const e164 = await pickOffer(owner, "617", 4);
  const { twilio } = stack;
  const base = `${stack.sandboxUrl}/2010-04-01/Accounts/${twilio.accountSid}/IncomingPhoneNumbers`;
  const headers = twilioSignIn(twilio);
  const taken = await owner.request.post(`${base}.json`, { headers, form: { PhoneNumber: e164 } });
  expect(taken.status()).toBe(201);
  const dialog = owner.getByRole("dialog");
  await dialog.getByRole("button", { name: "Buy this number" }).click();
  await expect(dialog.getByRole("alert")).toContainText(/Search again and choose another/);
  await dialog.getByRole("button", { name: "Back" }).click();
  await expect(dialog.getByRole("button", { name: "Search numbers" })).toBeVisible();
  await owner.request.delete(`${base}/${((await taken.json()) as { sid: string }).sid}.json`, { headers });
});

const twilioSignIn = ({ accountSid, authToken }: { accountSid: string; authToken: string }) => ({
  authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`,
});
