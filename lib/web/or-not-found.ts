import "server-only";
import { ServiceError } from "@/lib/services/errors";

/** For pages: what was looked for, or null when there is no such thing. */
export async function orNotFound<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
