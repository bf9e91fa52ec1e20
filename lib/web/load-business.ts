import "server-only";
import { cache } from "react";
import type { BusinessConfig } from "@/lib/contracts/api/businesses";
import { getBusinessConfig } from "@/lib/services/businesses/get-business-config";
import { ServiceError } from "@/lib/services/errors";
import { requireContext } from "./require-context";

/** For pages: the business with its settings, read once per request; null when there is none. */
export const loadBusiness = cache(async (businessId: string): Promise<BusinessConfig | null> => {
  const context = await requireContext("businesses.read");
  try {
    return await getBusinessConfig(context, businessId);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return null;
    throw error;
  }
});
