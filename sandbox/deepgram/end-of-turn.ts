/**
 * How sure a listener is, from 0 to below 1, that the speaker has finished: it rises with the silence after the last
 * word, faster after a finished sentence than after a comma or a word that calls for another.
 */
export function endOfTurnConfidence(silenceMs: number, transcript: string): number {
  if (silenceMs <= 0) return LEAST;
  const paceMs = FINISHED.test(transcript) ? 347 : UNFINISHED.test(transcript) ? 600 : 480;
  const confidence = 1 - Math.exp(-((silenceMs / paceMs) ** 0.926));
  return Math.max(LEAST, Math.min(MOST, Math.round(confidence * 1e4) / 1e4));
}

const LEAST = 0.01;
const MOST = 0.995;
const FINISHED = /[.?!…。？！]["')\]»”’]*$/u;
const UNFINISHED = /(?:[,;:–—-]|\b(?:and|but|or|so|because|if|the|a|an|my|to|of|for|with|um|uh|er))$/iu;
