import { z } from "zod";
import { PageQuery } from "@/lib/contracts/api/paging";
import {
  AssignNumberInput,
  BuyNumberInput,
  ImportableNumbers,
  ImportNumberInput,
  NumberOffers,
  PhoneNumberPage,
  ReleasedNumber,
  ReleaseNumberInput,
  SearchNumbersInput,
  UpdateNumberInput,
  VerifyNumberInput,
} from "@/lib/contracts/api/phone-numbers";
import { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { defineOperation } from "../operation";
import { AGENT_ID, BUSINESS_ID, NUMBER_ID } from "./example-values";

const tag = "Phone numbers";
const NumberParams = z.strictObject({
  numberId: z.string().meta({ description: "The phone number's id.", example: NUMBER_ID }),
});

const E164_BOUGHT = "+14155550123";
const NUMBER = {
  id: NUMBER_ID,
  e164: E164_BOUGHT,
  label: "Front desk",
  country: "US",
  kind: "local",
  businessId: BUSINESS_ID,
  businessName: "Bright Dental",
  timeZone: "America/Los_Angeles",
  state: "ready",
  source: "bought",
  agentId: AGENT_ID,
  agentName: "Front desk",
  schedule: null,
  answering: {
    kind: "agent",
    agentId: AGENT_ID,
    agentName: "Front desk",
    forwardTo: null,
    because: "At all other hours",
    until: null,
  },
  fallbackNumber: "+14155552671",
  fallbackMessage: null,
  webhooks: { state: "ok", checkedAt: "2026-11-20T17:00:00.000Z", problems: [] },
  monthlyPrice: 1.15,
  priceUnit: "USD",
  lastCallAt: "2026-11-20T17:01:00.000Z",
  createdAt: "2026-11-01T09:00:00.000Z",
};
const workday = [{ opens: "08:00", closes: "17:00" }];
const SCHEDULE = {
  rules: [
    {
      time: {
        kind: "weekly",
        hours: {
          monday: workday,
          tuesday: workday,
          wednesday: workday,
          thursday: workday,
          friday: workday,
          saturday: [],
          sunday: [],
        },
      },
      target: { kind: "agent", agentId: AGENT_ID },
    },
  ],
  otherwise: { kind: "message", text: "We are closed. Please call again tomorrow." },
};

export const listPhoneNumbersOperation = defineOperation({
  id: "listPhoneNumbers",
  method: "GET",
  path: "/api/v1/phone-numbers",
  tag,
  summary: "List phone numbers",
  description: "Oldest first, each with who answers it now.",
  scope: "numbers.read",
  query: z.strictObject(PageQuery.shape),
  response: PhoneNumberPage,
  examples: { response: { phoneNumbers: [NUMBER], nextCursor: null } },
});

export const getPhoneNumberOperation = defineOperation({
  id: "getPhoneNumber",
  method: "GET",
  path: "/api/v1/phone-numbers/{numberId}",
  tag,
  summary: "Get a phone number",
  scope: "numbers.read",
  params: NumberParams,
  response: PhoneNumberResource,
  refusals: [404],
  examples: { response: NUMBER },
});

export const searchPhoneNumbersOperation = defineOperation({
  id: "searchPhoneNumbers",
  method: "GET",
  path: "/api/v1/phone-numbers/available",
  tag,
  summary: "Search numbers for sale",
  description: "Numbers that can take calls, with what the carrier asks for them a month.",
  scope: "numbers.write",
  query: SearchNumbersInput,
  response: NumberOffers,
  refusals: [503],
  examples: {
    response: {
      offers: [
        {
          e164: E164_BOUGHT,
          country: "US",
          kind: "local",
          locality: "San Francisco",
          region: "CA",
          voice: true,
          sms: true,
          addressRequirement: "none",
          monthlyPrice: 1.15,
          priceUnit: "USD",
        },
      ],
    },
  },
});

export const buyPhoneNumberOperation = defineOperation({
  id: "buyPhoneNumber",
  method: "POST",
  path: "/api/v1/phone-numbers",
  tag,
  summary: "Buy a phone number",
  description:
    "It costs from now on, every month, until it is released. Its calls come here at once. Buying a number that you have already changes nothing and gives it again.",
  scope: "numbers.write",
  body: BuyNumberInput,
  response: PhoneNumberResource,
  status: 201,
  once: true,
  refusals: [404, 409, 503],
  examples: { body: { e164: E164_BOUGHT, label: "Front desk", agentId: AGENT_ID }, response: NUMBER },
});

export const listImportableNumbersOperation = defineOperation({
  id: "listImportablePhoneNumbers",
  method: "GET",
  path: "/api/v1/phone-numbers/importable",
  tag,
  summary: "List numbers to import",
  description: "Numbers that the connected account at the carrier has and that are not in use here.",
  scope: "numbers.write",
  response: ImportableNumbers,
  refusals: [503],
  examples: {
    response: { numbers: [{ e164: "+14155550124", carrierLabel: "Old PBX", inUseElsewhere: true, voice: true }] },
  },
});

export const importPhoneNumberOperation = defineOperation({
  id: "importPhoneNumber",
  method: "POST",
  path: "/api/v1/phone-numbers/import",
  tag,
  summary: "Import a phone number",
  description: "Takes over a number that the connected account has: its calls come here from now on.",
  scope: "numbers.write",
  body: ImportNumberInput,
  response: PhoneNumberResource,
  status: 201,
  once: true,
  refusals: [404, 409, 503],
  examples: { body: { e164: "+14155550124", label: "Old PBX" }, response: { ...NUMBER, e164: "+14155550124" } },
});

export const updatePhoneNumberOperation = defineOperation({
  id: "updatePhoneNumber",
  method: "PUT",
  path: "/api/v1/phone-numbers/{numberId}",
  tag,
  summary: "Change a phone number's label and fallback",
  description: "Give all three; null is none of its own.",
  scope: "numbers.write",
  params: NumberParams,
  body: UpdateNumberInput,
  response: PhoneNumberResource,
  refusals: [404, 409, 503],
  examples: {
    body: { label: "Front desk", fallbackNumber: "+14155552671", fallbackMessage: null },
    response: NUMBER,
  },
});

export const assignPhoneNumberOperation = defineOperation({
  id: "assignPhoneNumber",
  method: "PUT",
  path: "/api/v1/phone-numbers/{numberId}/assignment",
  tag,
  summary: "Say who answers a phone number",
  description:
    "Give `agentId` for one agent at all hours, or `schedule`: the first rule that holds at the ring decides, in the business's time zone. In force at the next ring.",
  scope: "numbers.write",
  params: NumberParams,
  body: AssignNumberInput,
  response: PhoneNumberResource,
  refusals: [404, 409],
  examples: { body: { schedule: SCHEDULE }, response: { ...NUMBER, schedule: SCHEDULE } },
});

export const verifyPhoneNumberOperation = defineOperation({
  id: "verifyPhoneNumber",
  method: "POST",
  path: "/api/v1/phone-numbers/{numberId}/verify",
  tag,
  summary: "Check a phone number's webhooks",
  description: "Reads what the carrier has stored and compares it; with `repair` sets what differs first.",
  scope: "numbers.write",
  params: NumberParams,
  body: VerifyNumberInput,
  response: PhoneNumberResource,
  refusals: [404, 409, 503],
  examples: { body: { repair: true }, response: NUMBER },
});

export const releasePhoneNumberOperation = defineOperation({
  id: "releasePhoneNumber",
  method: "POST",
  path: "/api/v1/phone-numbers/{numberId}/release",
  tag,
  summary: "Release a phone number",
  description: "For good: anybody may buy it then, and its callers reach nobody. Type the number again to confirm.",
  scope: "numbers.write",
  params: NumberParams,
  body: ReleaseNumberInput,
  response: ReleasedNumber,
  refusals: [404, 409, 503],
  examples: {
    body: { confirm: E164_BOUGHT },
    response: { id: NUMBER_ID, e164: E164_BOUGHT, releasedAt: "2026-11-20T17:40:00.000Z" },
  },
});
