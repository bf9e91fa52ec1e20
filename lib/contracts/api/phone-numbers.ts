import { z } from "zod";
import {
  E164,
  ImportableNumber,
  NumberKind,
  NumberOffer,
  NumberSchedule,
  PhoneNumberResource,
  SpokenMessage,
} from "../phone-numbers";

const Label = z.string().trim().max(64, "keep the label under 64 characters");

export const SearchNumbersInput = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "give the country as two letters: US")
    .default("US")
    .meta({ description: "ISO 3166-1 alpha-2." }),
  kind: NumberKind.default("local"),
  areaCode: z
    .string()
    .regex(/^\d{3}$/, "an area code has three digits")
    .optional()
    .meta({ description: "In the United States and Canada alone." }),
  contains: z
    .string()
    .trim()
    .regex(/^[\dA-Za-z*]{2,16}$/, "give 2 to 16 digits or letters; * is any digit")
    .optional(),
  region: z.string().trim().min(1).max(40).optional().meta({ description: "State or province: CA." }),
  locality: z.string().trim().min(1).max(60).optional().meta({ description: "City." }),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type SearchNumbersInput = z.input<typeof SearchNumbersInput>;

export const NumberOffers = z.strictObject({ offers: z.array(NumberOffer) });
export type NumberOffers = z.output<typeof NumberOffers>;

export const BuyNumberInput = z.strictObject({
  e164: E164,
  label: Label.default(""),
  businessId: z
    .uuid()
    .optional()
    .meta({ description: "May be left out when an agent is given, or there is one alone." }),
  agentId: z.uuid().optional().meta({ description: "Who answers at all hours from now on." }),
  addressId: z
    .string()
    .regex(/^AD[0-9a-f]{32}$/, "an address's id is AD and 32 digits")
    .optional()
    .meta({ description: "The carrier's id of an address, where the country asks for one." }),
  bundleId: z
    .string()
    .regex(/^BU[0-9a-f]{32}$/, "a bundle's id is BU and 32 digits")
    .optional()
    .meta({ description: "The carrier's id of an approved regulatory bundle, where the country asks for one." }),
});
export type BuyNumberInput = z.input<typeof BuyNumberInput>;

export const ImportNumberInput = z.strictObject({
  e164: E164,
  label: Label.default(""),
  businessId: z.uuid().optional(),
  agentId: z.uuid().optional(),
});
export type ImportNumberInput = z.input<typeof ImportNumberInput>;

export const ImportableNumbers = z.strictObject({ numbers: z.array(ImportableNumber) });
export type ImportableNumbers = z.output<typeof ImportableNumbers>;

/** One of the two. */
export const AssignNumberInput = z.strictObject({
  agentId: z.uuid("choose an agent").optional(),
  schedule: NumberSchedule.optional(),
});
export type AssignNumberInput = z.input<typeof AssignNumberInput>;

export const UpdateNumberInput = z.strictObject({
  label: Label,
  fallbackNumber: E164.nullable(),
  fallbackMessage: SpokenMessage.nullable(),
});
export type UpdateNumberInput = z.input<typeof UpdateNumberInput>;

export const ReleaseNumberInput = z.strictObject({
  confirm: z.string().max(40).meta({ description: "The number itself, typed again." }),
  keepAtCarrier: z
    .boolean()
    .default(false)
    .meta({ description: "True: the account at the carrier keeps it, and goes on paying for it." }),
});
export type ReleaseNumberInput = z.input<typeof ReleaseNumberInput>;

export const PhoneNumberPage = z.strictObject({
  phoneNumbers: z.array(PhoneNumberResource),
  nextCursor: z.string().nullable(),
});
export type PhoneNumberPage = z.output<typeof PhoneNumberPage>;

export const ReleasedNumber = z.strictObject({ id: z.uuid(), e164: z.string(), releasedAt: z.string() });

export const VerifyNumberInput = z.strictObject({
  repair: z.boolean().default(false).meta({ description: "Set what differs, then look again." }),
});
export type VerifyNumberInput = z.input<typeof VerifyNumberInput>;
