import { newSid } from "../sids";
import { friendlyNumber } from "./phone-numbers";
import { offersOf, type MarketKind, type Offer } from "./number-market";

type Method = "GET" | "POST";

/** A number that the account owns. Empty text means not set, as in Twilio's API. */
export interface OwnedNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly createdAt: Date;
  updatedAt: Date;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: Method;
  voiceFallbackUrl: string;
  voiceFallbackMethod: Method;
  statusCallback: string;
  statusCallbackMethod: Method;
  smsUrl: string;
  smsMethod: Method;
  smsFallbackUrl: string;
  smsFallbackMethod: Method;
  /** An app or a trunk answers in place of the addresses. */
  voiceApplicationSid: string;
  trunkSid: string;
  voiceCallerIdLookup: boolean;
  addressSid: string;
  bundleSid: string;
  identitySid: string;
  emergencyStatus: "Active" | "Inactive";
  emergencyAddressSid: string;
}

/** An address of the account (twilio.com/docs/usage/api/address). */
export interface Address {
  readonly sid: string;
  readonly customerName: string;
  readonly street: string;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly isoCountry: string;
  readonly createdAt: Date;
}

/** The account's numbers and addresses, and what is for sale. */
export class NumberBook {
  private readonly bySid = new Map<string, OwnedNumber>();
  readonly addresses = new Map<string, Address>();
  /** Approved regulatory bundles, and the country each is for. */
  readonly bundles = new Map<string, string>();

  list(): OwnedNumber[] {
    return [...this.bySid.values()].reverse();
  }

  find(sid: string): OwnedNumber | undefined {
    return this.bySid.get(sid);
  }

  findByNumber(e164: string): OwnedNumber | undefined {
    for (const number of this.bySid.values()) if (number.phoneNumber === e164) return number;
    return undefined;
  }

  /** Gives the account a number, for sale or not; undefined when it has it already. */
  buy(e164: string): OwnedNumber | undefined {
    if (this.findByNumber(e164) !== undefined) return undefined;
    const now = new Date();
    const number: OwnedNumber = {
      sid: newSid("PN"),
      phoneNumber: e164,
      createdAt: now,
      updatedAt: now,
      friendlyName: friendlyNumber(e164),
      voiceUrl: "",
      voiceMethod: "POST",
      voiceFallbackUrl: "",
      voiceFallbackMethod: "POST",
      statusCallback: "",
      statusCallbackMethod: "POST",
      smsUrl: "",
      smsMethod: "POST",
      smsFallbackUrl: "",
      smsFallbackMethod: "POST",
      voiceApplicationSid: "",
      trunkSid: "",
      voiceCallerIdLookup: false,
      addressSid: "",
      bundleSid: "",
      identitySid: "",
      emergencyStatus: "Inactive",
      emergencyAddressSid: "",
    };
    this.bySid.set(number.sid, number);
    return number;
  }

  release(sid: string): boolean {
    return this.bySid.delete(sid);
  }

  /** What of a country and kind is left; undefined when it sells none. */
  forSale(iso: string, kind: MarketKind): Offer[] | undefined {
    const owned = new Set([...this.bySid.values()].map(({ phoneNumber }) => phoneNumber));
    return offersOf(iso, kind)?.filter(({ e164 }) => !owned.has(e164));
  }
}
