import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { E164 } from "@/lib/contracts/phone-numbers";
import { deriveKey } from "../derive-key";

/** What callers get when no call-worker answers. All of it is in the address that the carrier asks, so it needs nothing of ours but that. */
export type FallbackContent = {
  e164: string;
  forwardTo: string | null;
  /** What callers hear; null: our own words. */
  message: string | null;
  /** BCP 47. */
  language: string;
};

const Packed = z.tuple([z.literal(1), E164, E164.nullable(), z.string().max(400).nullable(), z.string().max(35)]);
const PATH = "/api/webhooks/twilio/fallback";
/** Carriers give up an address for shorter delays than this; a web process that restarts is worth asking again. */
const ASK_AGAIN = "#rc=3&rp=ct,rt,5xx";

/** The address with its content, signed: nobody can have us dial or say anything else. */
export function fallbackAddress(publicWebUrl: string, content: FallbackContent, secret: string): string {
  const { e164, forwardTo, message, language } = content;
  const packed = JSON.stringify([1, e164, forwardTo, message, language] satisfies z.input<typeof Packed>);
  const data = Buffer.from(packed).toString("base64url");
  const url = new URL(PATH, publicWebUrl);
  url.searchParams.set("d", data);
  url.searchParams.set("s", signatureOf(data, secret).toString("base64url"));
  return url.toString() + ASK_AGAIN;
}

/** What an address says; null when we did not sign it. */
export function readFallbackAddress(params: URLSearchParams, secret: string): FallbackContent | null {
  const data = params.get("d") ?? "";
  const given = Buffer.from(params.get("s") ?? "", "base64url");
  const wanted = signatureOf(data, secret);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
  const [, e164, forwardTo, message, language] = Packed.parse(JSON.parse(Buffer.from(data, "base64url").toString()));
  return { e164, forwardTo, message, language };
}

/** The address for what comes after: the same content, so that any web process can go on. Relative, as the carrier may know us by another host. */
export function withStep(address: URL, step: "dialled" | "recorded"): string {
  const query = new URLSearchParams(address.searchParams);
  query.set("step", step);
  return `${address.pathname}?${query.toString()}`;
}

const signatureOf = (data: string, secret: string): Buffer =>
  createHmac("sha256", deriveKey(secret, "number-fallback")).update(data).digest();
