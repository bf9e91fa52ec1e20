import { ServiceError } from "@/lib/services/errors";

/** A page of a list from the address's cursor; from the start when the cursor is none of ours. A cut link still shows a list. */
export async function fromCursor<T>(
  cursor: string | undefined,
  list: (from: string | undefined) => Promise<T>,
): Promise<T> {
  if (cursor === undefined) return list(undefined);
  try {
    return await list(cursor);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "INVALID") return list(undefined);
    throw error;
  }
}
