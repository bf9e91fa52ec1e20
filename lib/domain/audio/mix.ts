import { linearToMulaw, MULAW_TO_LINEAR } from "./mulaw";

/**
 * Two sides as one, as two people are heard in one room: what both say at once adds up, as loud as mu-law can be and no louder. Null is a side
 * that is silent. Sound of one side alone is returned as it is; of both, it is written to `into`, which must be as long as they are.
 */
export function mixMulaw(one: Uint8Array | null, other: Uint8Array | null, into: Uint8Array): Uint8Array | null {
  if (one === null || other === null) return one ?? other;
  for (let i = 0; i < into.length; i++) {
    const sum = (MULAW_TO_LINEAR[one[i] as number] as number) + (MULAW_TO_LINEAR[other[i] as number] as number);
    into[i] = linearToMulaw(sum);
  }
  return into;
}
