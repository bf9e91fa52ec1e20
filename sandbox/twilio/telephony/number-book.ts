import { newSid } from "../sids";
import { AREA_CODES, friendlyNumber } from "./phone-numbers";

/** A number that the account owns. Empty text means not set, as in Twilio's API. */
export interface OwnedNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly createdAt: Date;
  updatedAt: Date;
  friendlyName: string;
  voiceUrl: string;
  voiceMethod: "GET" | "POST";
  voiceFallbackUrl: string;
  voiceFallbackMethod: "GET" | "POST";
  statusCallback: string;
  statusCallbackMethod: "GET" | "POST";
  smsUrl: string;
  smsMethod: "GET" | "POST";
}

const TOLL_FREE_CODES = ["800", "833", "844", "855"];

/** The account's numbers, and those for sale. */
export class NumberBook {
  private readonly bySid = new Map<string, OwnedNumber>();

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

  /** Buys a number; undefined when the account has it already. */
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
    };
    this.bySid.set(number.sid, number);
    return number;
  }

  release(sid: string): boolean {
    return this.bySid.delete(sid);
  }

  /** Numbers for sale, always the same: fictional ones (555-0100 to 555-0199) of a few area codes. */
  forSale(kind: "Local" | "TollFree", areaCode?: string): string[] {
    const codes = areaCode !== undefined ? [areaCode] : kind === "Local" ? AREA_CODES : TOLL_FREE_CODES;
    return codes
      .flatMap((code) => Array.from({ length: 100 }, (_, index) => `+1${code}55501${String(index).padStart(2, "0")}`))
      .filter((e164) => this.findByNumber(e164) === undefined);
  }
}
