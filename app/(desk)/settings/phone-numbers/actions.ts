"use server";

import { revalidatePath } from "next/cache";
import type { CallerIdResource, DialPolicy, StartedCallerId } from "@/lib/contracts/api/caller-ids";
import type { OutageResource } from "@/lib/contracts/api/outages";
import type {
  AssignNumberInput,
  BuyNumberInput,
  ImportableNumbers,
  ImportNumberInput,
  NumberOffers,
  ReleaseNumberInput,
  SearchNumbersInput,
  UpdateNumberInput,
} from "@/lib/contracts/api/phone-numbers";
import type { PhoneNumberResource } from "@/lib/contracts/phone-numbers";
import { checkCallerId } from "@/lib/services/caller-ids/check-caller-id";
import { removeCallerId } from "@/lib/services/caller-ids/remove-caller-id";
import { startCallerId } from "@/lib/services/caller-ids/start-caller-id";
import type { ServiceContext } from "@/lib/services/context";
import { setDialPolicy } from "@/lib/services/dial-policy/set-dial-policy";
import { type FieldErrors, ServiceError } from "@/lib/services/errors";
import { endOutage } from "@/lib/services/outages/end-outage";
import { startOutage } from "@/lib/services/outages/start-outage";
import { assignNumber } from "@/lib/services/phone-numbers/assign-number";
import { buyNumber } from "@/lib/services/phone-numbers/buy-number";
import { importNumber, listImportable } from "@/lib/services/phone-numbers/import-number";
import { releaseNumber } from "@/lib/services/phone-numbers/release-number";
import { searchNumbers } from "@/lib/services/phone-numbers/search-numbers";
import { updateNumber } from "@/lib/services/phone-numbers/update-number";
import { verifyNumber } from "@/lib/services/phone-numbers/verify-number";
import type { Permission } from "@/lib/services/permissions";
import { numberDeps } from "@/lib/web/number-deps";
import { requireContext } from "@/lib/web/require-context";

export type Outcome<T = null> = { ok: true; data: T } | { ok: false; message: string; fields: FieldErrors };

async function attempt<T>(permission: Permission, work: (context: ServiceContext) => Promise<T>): Promise<Outcome<T>> {
  const context = await requireContext(permission);
  try {
    return { ok: true, data: await work(context) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ok: false, message: error.message, fields: error.fields };
  }
}

/** As `attempt`, for what other pages show too: an outage's banner stands on all of them. */
async function change<T>(permission: Permission, work: (context: ServiceContext) => Promise<T>): Promise<Outcome<T>> {
  const outcome = await attempt(permission, work);
  revalidatePath("/", "layout");
  return outcome;
}

export const searchNumbersAction = async (search: SearchNumbersInput): Promise<Outcome<NumberOffers>> =>
  attempt("numbers.write", async (context) => searchNumbers(context, search, await numberDeps(context)));

export const buyNumberAction = async (order: BuyNumberInput): Promise<Outcome<PhoneNumberResource>> =>
  change("numbers.write", async (context) => buyNumber(context, order, await numberDeps(context)));

export const listImportableAction = async (): Promise<Outcome<ImportableNumbers>> =>
  attempt("numbers.write", async (context) => listImportable(context, await numberDeps(context)));

export const importNumberAction = async (wish: ImportNumberInput): Promise<Outcome<PhoneNumberResource>> =>
  change("numbers.write", async (context) => importNumber(context, wish, await numberDeps(context)));

export const assignNumberAction = async (id: string, input: AssignNumberInput): Promise<Outcome<PhoneNumberResource>> =>
  change("numbers.write", (context) => assignNumber(context, id, input));

export const updateNumberAction = async (id: string, input: UpdateNumberInput): Promise<Outcome<PhoneNumberResource>> =>
  change("numbers.write", async (context) => updateNumber(context, id, input, await numberDeps(context)));

export const verifyNumberAction = async (id: string, repair: boolean): Promise<Outcome<PhoneNumberResource>> =>
  change("numbers.write", async (context) => verifyNumber(context, id, { repair }, await numberDeps(context)));

export const releaseNumberAction = async (id: string, input: ReleaseNumberInput): Promise<Outcome<{ id: string }>> =>
  change("numbers.write", async (context) => releaseNumber(context, id, input, await numberDeps(context)));

export const startOutageAction = async (input: {
  phoneNumberId?: string;
  businessId?: string;
  message: string;
  forwardTo: string | null;
}): Promise<Outcome<OutageResource>> => change("outages.set", (context) => startOutage(context, input));

export const endOutageAction = async (id: string): Promise<Outcome<OutageResource>> =>
  change("outages.set", (context) => endOutage(context, id));

export const startCallerIdAction = async (input: { e164: string; label: string }): Promise<Outcome<StartedCallerId>> =>
  attempt("numbers.write", async (context) => startCallerId(context, input, await numberDeps(context)));

export const checkCallerIdAction = async (id: string): Promise<Outcome<CallerIdResource>> =>
  attempt("numbers.write", async (context) => checkCallerId(context, id, await numberDeps(context)));

export const removeCallerIdAction = async (id: string): Promise<Outcome<{ id: string }>> =>
  change("numbers.write", async (context) => removeCallerId(context, id, await numberDeps(context)));

export const setDialPolicyAction = async (allowedCountries: string[] | null): Promise<Outcome<DialPolicy>> =>
  change("numbers.write", (context) => setDialPolicy(context, { allowedCountries }));
