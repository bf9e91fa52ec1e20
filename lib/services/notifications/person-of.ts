import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";

/** The signed-in person whose notifications are meant. Throws FORBIDDEN for programs: a key is nobody who could be told something. */
export function personOf({ actor, permissions }: ServiceContext): string {
  // Without any permission: a second factor has to be set up first.
  if (actor.kind === "user" && permissions.size > 0) return actor.id;
  throw new ServiceError("FORBIDDEN", "Notifications belong to people who are signed in: no API key has any.");
}

export const noSuchNotification = () => new ServiceError("NOT_FOUND", "There is no such notification.");
