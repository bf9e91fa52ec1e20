import type { ResourceResource, ServiceResource } from "@/lib/contracts/appointments";

/** What a business can book, as the islands get it. */
export type Bookables = Readonly<{
  businessId: string;
  timeZone: string;
  /** YYYY-MM-DD where the business is. */
  today: string;
  services: readonly ServiceResource[];
  resources: readonly ResourceResource[];
  mayWrite: boolean;
}>;
