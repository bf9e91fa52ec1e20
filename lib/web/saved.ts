import "server-only";
import type { Saved } from "@/lib/contracts/saved";
import { ServiceError } from "@/lib/services/errors";

/** Does a change. What is not meant for people goes on to the error page. */
export async function savedOf<T>(work: () => Promise<T>): Promise<Saved<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code === "INTERNAL") throw error;
    const { code, message, fields } = error;
    return { ok: false, code, message, fields };
  }
}
