import type { ServiceContext } from "../context";

/** The person's id; null for keys and parts of the product, which are no users. */
export const createdBy = ({ actor }: ServiceContext): string | null => (actor.kind === "user" ? actor.id : null);
