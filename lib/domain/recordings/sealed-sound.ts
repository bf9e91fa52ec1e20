/**
 * How a recording's object is laid out: seconds of sound, each sealed by itself (AES-256-GCM: iv, tag, body) and each as long as the others, so that any
 * of them is found without reading the rest. The sound is mu-law, the caller's and the agent's bytes in turn.
 */
export const LANES = 2;
export const SECOND_MS = 1000;
export const BYTES_PER_MS = 8 * LANES;
export const SECOND_BYTES = SECOND_MS * BYTES_PER_MS;
export const IV_BYTES = 12;
export const TAG_BYTES = 16;
export const SEALED_BYTES = IV_BYTES + TAG_BYTES + SECOND_BYTES;
export const KEY_BYTES = 32;

/** What a sealed second is bound to: moved to another place or another recording, it does not open. */
export const boundTo = (partId: string, second: number): string => `${partId}/${second}`;

/** What a recording's data key is sealed for. */
export const keyPurpose = (partId: string): string => `recording ${partId}`;
