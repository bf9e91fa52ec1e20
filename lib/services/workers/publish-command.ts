import { z } from "zod";
import { PublicEvent } from "@/lib/contracts/live/socket";

/** What a worker is asked to tell the browsers connected to it: everybody of an organization who may see it, or one of them. */
export const PublishCommand = z.object({
  organizationId: z.uuid(),
  /** Null: everybody who watches the organization's calls. */
  userId: z.uuid().nullable(),
  event: PublicEvent,
});
export type PublishCommand = z.infer<typeof PublishCommand>;

export const PUBLISH_PATH = "/control/publish";
