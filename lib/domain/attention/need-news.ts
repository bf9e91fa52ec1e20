import type { RankedCall } from "./rank-calls";
import { reasonWords } from "./reasons-of";

/** What to say of the calls that began to need somebody; empty: none did. `nameOf`: how a call is called. */
export function needNews(
  neededBefore: ReadonlySet<string>,
  ranked: readonly RankedCall[],
  nameOf: (call: RankedCall["call"]) => string,
): string {
  const fresh = ranked.filter(({ call, needsHelp }) => needsHelp && !neededBefore.has(call.id));
  const [first] = fresh;
  if (!first) return "";
  if (fresh.length > 1) return `${fresh.length} more calls need you.`;
  return `${nameOf(first.call)} needs you: ${reasonWords(first.reasons)}.`;
}
