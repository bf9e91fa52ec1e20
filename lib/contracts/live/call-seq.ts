/**
 * A call's events are numbered by the worker that owns it. Each ownership is an epoch, from 0, and has its own million:
 * epoch 0 counts 1, 2, 3 …; after a take-over epoch 1 counts 1,000,001, 1,000,002 …. One number therefore orders all events,
 * shows gaps within an epoch, and tells which owner wrote it, even when the journal of a lost worker arrives late.
 */
export const EPOCH_SPAN = 1_000_000;

/** The epoch that wrote `seq`. */
export const epochOfSeq = (seq: number): number => Math.floor(seq / EPOCH_SPAN);

/** The first number of an epoch. */
export const firstSeqOfEpoch = (epoch: number): number => epoch * EPOCH_SPAN + 1;

/** True when `seq` directly follows `lastSeq` (0: nothing seen yet): the next of the same epoch, or the first of a later one. */
export function followsSeq(lastSeq: number, seq: number): boolean {
  if (seq === lastSeq + 1) return true;
  return seq > lastSeq && seq % EPOCH_SPAN === 1 && epochOfSeq(seq) > epochOfSeq(lastSeq);
}
