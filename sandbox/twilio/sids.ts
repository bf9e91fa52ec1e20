import { randomBytes } from "node:crypto";

/** Twilio's identifier prefixes: call, phone number, message, recording, conference, media stream, address, bundle. */
export type SidPrefix = "CA" | "PN" | "SM" | "RE" | "CF" | "MZ" | "AD" | "BU";

/** A new identifier, e.g. CA + 32 hex digits. Random rather than seeded: the product keeps them across restarts. */
export function newSid(prefix: SidPrefix): string {
  return prefix + randomBytes(16).toString("hex");
}
