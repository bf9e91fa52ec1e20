import { ClaimKind } from "@/lib/contracts/live/claims";
import { isForeignTool, SEARCH_TOOL } from "@/lib/domain/tools/reading-tools";

/** What has to be shown: a claim's kind, and of what is said to be with the caller now that it went there and not only to the business. */
export type ProofKind = ClaimKind | "sent_to_caller";

/** What the result of a tool has shown to be done. */
export type Proof = {
  toolCallId: string;
  kinds: readonly ProofKind[];
  /** Which thing of the business's was texted, by its name. */
  texted?: string;
};

const whether = (isSo: boolean, ...kinds: ProofKind[]): readonly ProofKind[] => (isSo ? kinds : []);

/** Of our own tools: what their result says was done, or is so. */
const PROOFS: Readonly<Record<string, (output: Record<string, unknown>) => readonly ProofKind[]>> = {
  book_appointment: ({ booked }) => whether(booked === true, "booked"),
  move_appointment: ({ moved }) => whether(moved === true, "moved", "booked"),
  cancel_appointment: ({ canceled }) => whether(canceled === true, "canceled"),
  // What the caller has already may be told.
  find_appointments: ({ callers_own: own }) => whether(Array.isArray(own) && own.length > 0, "booked"),
  take_message: ({ ok }) => whether(ok === true, "noted", "made", "sent"),
  verify_account: () => ["sent", "sent_to_caller"],
  send_text: ({ sent }) => whether(sent === true, "sent", "sent_to_caller"),
  ask_colleague: () => ["noted", "sent"],
};

/** Which claims the result of a tool stands for; none when it says that nothing was done. `output`: what the model was given. */
export function provenBy(name: string, output: unknown): readonly ProofKind[] {
  if (typeof output !== "object" || output === null) return [];
  const proof = Object.hasOwn(PROOFS, name) ? PROOFS[name] : undefined;
  if (proof) return proof(output as Record<string, unknown>);
  // What the business's own systems do is not known here: whatever they answer may be told.
  return isForeignTool(name) && name !== SEARCH_TOOL && !("error" in output)
    ? [...ClaimKind.options, "sent_to_caller"]
    : [];
}

type Used = { toolCallId: string; name: string; result: { output: unknown; failed: boolean } | null };

/** What the results of these uses of tools have shown. */
export const proofsOf = (uses: readonly Used[]): Proof[] =>
  uses.flatMap(({ toolCallId, name, result }) => {
    const kinds = result && !result.failed ? provenBy(name, result.output) : [];
    const texted = name === "send_text" && kinds.length > 0 ? textedIn(result?.output) : undefined;
    return kinds.length > 0 ? [{ toolCallId, kinds, ...(texted !== undefined && { texted }) }] : [];
  });

const textedIn = (output: unknown): string | undefined =>
  typeof output === "object" && output !== null && "what" in output && typeof output.what === "string"
    ? output.what
    : undefined;
