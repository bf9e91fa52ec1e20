import { isDatabaseUnavailable } from "@/lib/db/unavailable";

/**
 * Whether a failed write says something about the records or about the database. `poison`: one of them can't be stored, ever, so it must
 * be found and set aside. Everything else is worth another try: the database is away, busy, full, or not migrated yet.
 */
export function classifyJournalError(error: unknown): "retry" | "poison" {
  if (isDatabaseUnavailable(error)) return "retry";
  const code = typeof error === "object" && error !== null ? (error as { code?: unknown }).code : undefined;
  if (typeof code === "string") {
    // Data that is malformed (22…) or breaks a constraint (23…); a missing partition is neither.
    const isData = /^2[23]...$/.test(code);
    const isPartition = error instanceof Error && error.message.startsWith("no partition of relation");
    return isData && !isPartition ? "poison" : "retry";
  }
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError ? "poison" : "retry";
}
