import type { Twilio } from "twilio";
import type { NumberKind } from "@/lib/contracts/phone-numbers";
import { request } from "./request";
import { TwilioRestError } from "./rest-error";

/** Where Twilio asks about a number's calls. Empty text: nowhere. */
export type NumberWebhooks = { voiceUrl: string; statusCallback: string; fallbackUrl: string };

/** A number of the account, as Twilio has it. */
export type TwilioNumber = NumberWebhooks & {
  sid: string;
  e164: string;
  label: string;
  voiceMethod: string;
  statusCallbackMethod: string;
  fallbackMethod: string;
  /** A TwiML app or a SIP trunk that answers in place of the addresses; empty: none. */
  handledBy: string;
  voice: boolean;
};

export type TwilioOffer = {
  e164: string;
  country: string;
  locality: string | null;
  region: string | null;
  voice: boolean;
  sms: boolean;
  addressRequirement: "none" | "any" | "local" | "foreign";
};

export type NumberSearch = {
  country: string;
  kind: NumberKind;
  areaCode?: string | undefined;
  contains?: string | undefined;
  region?: string | undefined;
  locality?: string | undefined;
  limit: number;
};

export type NumberPrices = { unit: string; monthly: Partial<Record<NumberKind, number>> };

/** What Aybiza does with Twilio's numbers. Every method throws TwilioRestError and nothing else. */
export interface TwilioNumbers {
  /** Numbers for sale that can take calls; empty when the country has none of the kind. */
  searchNumbers(search: NumberSearch): Promise<TwilioOffer[]>;
  /** What numbers of a country cost a month in this account; null when Twilio does not say. */
  numberPrices(country: string): Promise<NumberPrices | null>;
  /** Buys one; it costs from now on. */
  buyNumber(order: {
    e164: string;
    label: string;
    webhooks: NumberWebhooks;
    addressSid?: string | undefined;
    bundleSid?: string | undefined;
  }): Promise<TwilioNumber>;
  /** The account's own number, or null. */
  findNumber(e164: string): Promise<TwilioNumber | null>;
  /** The account's numbers, newest first. */
  listNumbers(limit: number): Promise<TwilioNumber[]>;
  /** Sets the addresses and takes the number from any app or trunk; answers with what Twilio then has. */
  setWebhooks(sid: string, webhooks: NumberWebhooks): Promise<TwilioNumber>;
  /** Calls a number so that whoever answers keys in the code; `label` is at most 64 characters. */
  startVerification(request: { e164: string; label: string }): Promise<{ code: string }>;
  /** The account's verified number of that label, or null. */
  findCallerId(e164: string, label: string): Promise<{ sid: string } | null>;
  /** False when the account had it no more. */
  removeCallerId(sid: string): Promise<boolean>;
  /** Gives a number back for good. False when the account had it no more. */
  releaseNumber(sid: string): Promise<boolean>;
}

const NOT_FOUND = 20404;
/** As Twilio's price list names them. */
const PRICED_AS: Readonly<Record<string, NumberKind>> = {
  local: "local",
  "toll free": "toll_free",
  mobile: "mobile",
  national: "national",
};

export function createTwilioNumbers(client: Twilio): TwilioNumbers {
  return {
    async searchNumbers({ country, kind, limit, areaCode, contains, region, locality }) {
      const filter = {
        voiceEnabled: true,
        limit,
        pageSize: limit,
        ...(areaCode === undefined ? {} : { areaCode: Number(areaCode) }),
        ...(contains === undefined ? {} : { contains }),
        ...(region === undefined ? {} : { inRegion: region }),
        ...(locality === undefined ? {} : { inLocality: locality }),
      };
      try {
        const lists = client.availablePhoneNumbers(country);
        const ask: Record<NumberKind, () => Promise<RawOffer[]>> = {
          local: () => lists.local.list(filter),
          toll_free: () => lists.tollFree.list(filter),
          mobile: () => lists.mobile.list(filter),
          national: () => lists.national.list(filter),
        };
        return (await request(`search numbers in ${country}`, true, ask[kind])).map(toOffer);
      } catch (error) {
        // Twilio's way to say that a country has no numbers of the kind.
        if (error instanceof TwilioRestError && error.code === NOT_FOUND) return [];
        throw error;
      }
    },

    async numberPrices(country) {
      try {
        const list = await request(`look up prices in ${country}`, true, () =>
          client.pricing.v1.phoneNumbers.countries(country).fetch(),
        );
        return { unit: list.priceUnit.toUpperCase(), monthly: monthlyPrices(list.phoneNumberPrices) };
      } catch (error) {
        if (error instanceof TwilioRestError && error.code === NOT_FOUND) return null;
        throw error;
      }
    },

    async buyNumber({ e164, label, webhooks, addressSid, bundleSid }) {
      const bought = await request(`buy ${e164}`, false, () =>
        client.incomingPhoneNumbers.create({
          phoneNumber: e164,
          ...(label === "" ? {} : { friendlyName: label }),
          ...(addressSid === undefined ? {} : { addressSid }),
          ...(bundleSid === undefined ? {} : { bundleSid }),
          ...webhookFields(webhooks),
        }),
      );
      return toNumber(bought);
    },

    async findNumber(e164) {
      const numbers = await request(`look up ${e164}`, true, () =>
        client.incomingPhoneNumbers.list({ phoneNumber: e164, limit: 20 }),
      );
      // The filter also matches parts of numbers.
      const number = numbers.find((each) => each.phoneNumber === e164);
      return number === undefined ? null : toNumber(number);
    },

    async listNumbers(limit) {
      const numbers = await request("list the account's numbers", true, () =>
        client.incomingPhoneNumbers.list({ limit, pageSize: Math.min(limit, 1_000) }),
      );
      return numbers.map(toNumber);
    },

    async setWebhooks(sid, webhooks) {
      const updated = await request("set the number's webhooks", true, () =>
        client.incomingPhoneNumbers(sid).update({ ...webhookFields(webhooks), voiceApplicationSid: "", trunkSid: "" }),
      );
      return toNumber(updated);
    },

    async startVerification({ e164, label }) {
      const started = await request(`verify ${e164}`, false, () =>
        client.validationRequests.create({ phoneNumber: e164, friendlyName: label }),
      );
      return { code: started.validationCode };
    },

    async findCallerId(e164, label) {
      const found = await request(`look up the verified number ${e164}`, true, () =>
        client.outgoingCallerIds.list({ phoneNumber: e164, friendlyName: label, limit: 20 }),
      );
      const callerId = found.find(({ phoneNumber, friendlyName }) => phoneNumber === e164 && friendlyName === label);
      return callerId ? { sid: callerId.sid } : null;
    },

    removeCallerId: (sid) =>
      removed(request("remove the verified number", true, () => client.outgoingCallerIds(sid).remove())),

    releaseNumber: (sid) =>
      removed(request("release the number", true, () => client.incomingPhoneNumbers(sid).remove())),
  };
}

/** What was gone already counts as removed by somebody else. */
async function removed(removal: Promise<boolean>): Promise<boolean> {
  try {
    return await removal;
  } catch (error) {
    if (error instanceof TwilioRestError && error.code === NOT_FOUND) return false;
    throw error;
  }
}

const webhookFields = ({ voiceUrl, statusCallback, fallbackUrl }: NumberWebhooks) => ({
  voiceUrl,
  voiceMethod: "POST",
  statusCallback,
  statusCallbackMethod: "POST",
  voiceFallbackUrl: fallbackUrl,
  voiceFallbackMethod: "POST",
});

type RawOffer = {
  phoneNumber: string;
  isoCountry: string;
  locality: string | null;
  region: string | null;
  addressRequirements: string;
  capabilities: object;
};

function toOffer(offer: RawOffer): TwilioOffer {
  const { addressRequirements: asked } = offer;
  return {
    e164: offer.phoneNumber,
    country: offer.isoCountry,
    locality: offer.locality || null,
    region: offer.region || null,
    ...capabilitiesOf(offer.capabilities),
    addressRequirement: asked === "any" || asked === "local" || asked === "foreign" ? asked : "none",
  };
}

/** Twilio writes them in small letters for numbers one has, in capitals for those on sale. */
function capabilitiesOf(capabilities: object): { voice: boolean; sms: boolean } {
  const has = (name: string) =>
    Object.entries(capabilities).some(([key, value]) => key.toLowerCase() === name && value === true);
  return { voice: has("voice"), sms: has("sms") };
}

type RawNumber = {
  sid: string;
  phoneNumber: string;
  friendlyName: string | null;
  voiceUrl: string | null;
  voiceMethod: string | null;
  statusCallback: string | null;
  statusCallbackMethod: string | null;
  voiceFallbackUrl: string | null;
  voiceFallbackMethod: string | null;
  voiceApplicationSid: string | null;
  trunkSid: string | null;
  capabilities: object | null;
};

const toNumber = (number: RawNumber): TwilioNumber => ({
  sid: number.sid,
  e164: number.phoneNumber,
  label: number.friendlyName ?? "",
  voiceUrl: number.voiceUrl ?? "",
  voiceMethod: number.voiceMethod ?? "",
  statusCallback: number.statusCallback ?? "",
  statusCallbackMethod: number.statusCallbackMethod ?? "",
  fallbackUrl: number.voiceFallbackUrl ?? "",
  fallbackMethod: number.voiceFallbackMethod ?? "",
  handledBy: number.trunkSid || number.voiceApplicationSid || "",
  voice: capabilitiesOf(number.capabilities ?? {}).voice,
});

function monthlyPrices(list: readonly { numberType?: string; currentPrice?: unknown }[]): NumberPrices["monthly"] {
  const monthly: NumberPrices["monthly"] = {};
  for (const { numberType, currentPrice } of list) {
    const kind = PRICED_AS[numberType?.toLowerCase() ?? ""];
    const price = Number(currentPrice);
    if (kind !== undefined && Number.isFinite(price)) monthly[kind] = price;
  }
  return monthly;
}
