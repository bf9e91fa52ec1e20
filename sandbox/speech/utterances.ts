import { createHash } from "node:crypto";
import { WINDOW_BYTES, isAnchor, isDistinctive, rollHash } from "./fingerprint";
import type { TimedWord } from "./word-timings";

/** A word's place in an utterance's audio, in bytes (8 to a millisecond). */
export interface PlacedWord {
  readonly word: string;
  readonly startByte: number;
  readonly endByte: number;
}

/** Speech whose audio and words are both known: what the recogniser can hear. */
export interface Utterance {
  readonly key: string;
  readonly audio: Buffer;
  readonly words: readonly PlacedWord[];
  /** Grows with every use: of equal candidates the one said last is the likelier. */
  lastUse: number;
}

/** A place in an utterance where a fingerprint's window ends. */
export interface Anchor {
  readonly utterance: Utterance;
  readonly end: number;
}

interface AnchorNode extends Anchor {
  readonly next: AnchorNode | undefined;
  readonly depth: number;
}

const CAPACITY_BYTES = 40 * 1024 * 1024;

/** The most places one fingerprint may lead to: a tone that repeats itself must not make every search long. */
const MAX_PLACES = 32;

const utterances = new Map<string, Utterance>();
const anchors = new Map<number, AnchorNode>();
let totalBytes = 0;
let useCount = 0;

/**
 * Makes audio recognisable: 8 kHz mu-law and the times of its words. `key` identifies it (by default its content);
 * registering a known key only marks it as just used. The least recently used ones are forgotten beyond 40 MB (87 min).
 */
export function registerUtterance(speech: {
  readonly audio: Uint8Array;
  readonly words: readonly TimedWord[];
  readonly key?: string;
}): void {
  const key = speech.key ?? createHash("sha256").update(speech.audio).digest("base64");
  const known = utterances.get(key);
  if (known) {
    utterances.delete(key);
    utterances.set(key, known);
    known.lastUse = ++useCount;
    return;
  }
  const audio = withoutMinusZero(speech.audio);
  const words = speech.words.map(({ word, startMs, endMs }) => {
    const startByte = Math.min(audio.length, Math.round(startMs * 8));
    return { word, startByte, endByte: Math.max(startByte + 1, Math.min(audio.length, Math.round(endMs * 8))) };
  });
  const utterance: Utterance = { key, audio, words, lastUse: ++useCount };
  utterances.set(key, utterance);
  totalBytes += audio.length;
  forEachAnchor(audio, (hash, end) => {
    const next = anchors.get(hash);
    const depth = (next?.depth ?? 0) + 1;
    if (depth <= MAX_PLACES) anchors.set(hash, { utterance, end, next, depth });
  });
  for (const oldest of utterances.values()) {
    if (totalBytes <= CAPACITY_BYTES || oldest === utterance) break;
    forget(oldest);
  }
}

/** What was registered or used last, newest first. */
export function newestUtterances(most: number): Utterance[] {
  return [...utterances.values()].slice(-most).reverse();
}

/** The places where a fingerprint was seen; the content must still be compared. */
export function* anchorsOf(hash: number): Generator<Anchor> {
  for (let node = anchors.get(hash); node; node = node.next) yield node;
}

/** Copies mu-law, writing "minus zero" (0x7f) as the silence it is, so that one sound has one spelling. */
export function withoutMinusZero(audio: Uint8Array): Buffer {
  const copy = Buffer.from(audio);
  for (let i = copy.indexOf(0x7f); i >= 0; i = copy.indexOf(0x7f, i + 1)) copy[i] = 0xff;
  return copy;
}

function forget(utterance: Utterance): void {
  utterances.delete(utterance.key);
  totalBytes -= utterance.audio.length;
  forEachAnchor(utterance.audio, (hash) => {
    const kept = withoutUtterance(anchors.get(hash), utterance);
    if (kept) anchors.set(hash, kept);
    else anchors.delete(hash);
  });
}

function withoutUtterance(node: AnchorNode | undefined, utterance: Utterance): AnchorNode | undefined {
  if (!node) return undefined;
  const next = withoutUtterance(node.next, utterance);
  if (node.utterance === utterance) return next;
  return { utterance: node.utterance, end: node.end, next, depth: (next?.depth ?? 0) + 1 };
}

function forEachAnchor(audio: Uint8Array, visit: (hash: number, end: number) => void): void {
  let hash = 0;
  for (let i = 0; i < audio.length; i++) {
    const outgoing = i >= WINDOW_BYTES ? audio[i - WINDOW_BYTES]! : -1;
    hash = rollHash(hash, audio[i]!, outgoing);
    if (i + 1 >= WINDOW_BYTES && isAnchor(hash) && isDistinctive(audio, i + 1)) visit(hash, i + 1);
  }
}
