import { z } from "zod";
import { ServiceError } from "./errors";

/** Where a page ended: the sort moment and the id that breaks ties. */
export type PagePosition = { at: Date; id: string };

const Position = z.tuple([z.iso.datetime(), z.uuid()]);

export const cursorOf = ({ at, id }: PagePosition): string =>
  Buffer.from(JSON.stringify([at.toISOString(), id])).toString("base64url");

/** Throws INVALID for what is no cursor of ours. */
export function positionOf(cursor: string | undefined): PagePosition | null {
  if (!cursor) return null;
  try {
    const [at, id] = Position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { at: new Date(at), id };
  } catch {
    throw new ServiceError("INVALID", "The cursor is not one of ours. Start again from the first page.", {
      fields: { cursor: "use nextCursor of the page before, unchanged" },
    });
  }
}
