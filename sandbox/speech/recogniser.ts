import { WINDOW_BYTES, isAnchor, isDistinctive, rollHash } from "./fingerprint";
import { MULAW_SILENCE, MULAW_TO_LINEAR } from "./mulaw";
import { TolerantEar } from "./tolerant-ear";
import { anchorsOf } from "./utterances";
import type { Utterance } from "./utterances";

/**
 * A word heard in a stream; times are milliseconds from the stream's first byte. The object lives on: until the word is
 * over its end is a guess, and its spelling may change while phrases that begin alike are told apart.
 */
export interface HeardWord {
  /** As written, punctuation included. */
  word: string;
  readonly startMs: number;
  endMs: number;
  /** 0 to 1: how much of the word's audio was really heard. */
  confidence: number;
}

/** An utterance that the stream may be playing. Stream position + shift = position in the utterance. */
interface Candidate {
  readonly utterance: Utterance;
  readonly shift: number;
  /** Where in the stream its match begins. */
  readonly from: number;
}

/** Where an utterance stopped matching, to go on from there after a gap. */
interface Interruption {
  readonly utterance: Utterance;
  readonly position: number;
  readonly wordIndex: number;
  readonly wordFrom: number;
  readonly wordBytes: number;
  readonly given: HeardWord | undefined;
}

const HISTORY_BYTES = 4096;
const STEP_BYTES = 1024;
const BUFFER_BYTES = HISTORY_BYTES * 2;
const BYTES_PER_MS = 8;
/** Mean absolute sample above which a piece of audio counts as sound; about -42 dB of full scale. */
const SOUND_LEVEL = 250;
/** A word counts as heard when this part of it was; less is a fragment nobody understands. */
const WORD_SHARE = 0.6;
/** A long word is understood before its end, but not before a quarter of a second. */
const EARLIEST_BYTES = 2000;
/** Matches shorter than this (100 ms) that gave no word may be chance. */
const MOMENT_BYTES = 800;
/** From this level on it is worth a second, tolerant look; a quiet microphone's speech is fainter than what counts as sound. */
const FAINT_LEVEL = 60;
/** Sound of 200 ms that is nobody's here came another way than byte by byte. */
const UNEXPLAINED_BYTES = 1600;
/** After so long without sound there is nothing to listen to. */
const QUIET_BYTES = 16_000;
const SILENCE = Buffer.alloc(STEP_BYTES, MULAW_SILENCE);
const NO_WORDS: readonly HeardWord[] = [];

/**
 * Hears, in one stream of 8 kHz mu-law, the speech that was registered: by the audio alone, at any alignment, from any
 * point on, with gaps. Sound it does not know yields no words but still counts as sound.
 */
export class Recogniser {
  /** Audio received so far. */
  receivedMs = 0;
  /** End of the last piece that was sound of any kind; -Infinity before the first. */
  lastSoundMs = -Infinity;
  /** End of the last piece that was sound and recognised as speech; -Infinity before the first. */
  lastSpeechMs = -Infinity;

  private readonly buffer = Buffer.alloc(BUFFER_BYTES);
  private buffered = 0;
  /** Stream position of buffer[0]. */
  private base = 0;
  /** Stream position up to which audio is examined. */
  private cursor = 0;
  private hash = 0;
  private hashed = 0;

  private candidates: Candidate[] = [];
  private heardUpTo = 0;
  private wordIndex = 0;
  private wordFrom = -1;
  private wordBytes = 0;
  /** The present word, once it was given out. */
  private given: HeardWord | undefined;
  private followedTo = 0;
  /** Words of the present match, whose spelling follows the likeliest candidate. */
  private tentative: HeardWord[] = [];
  private interrupted: Interruption | undefined;
  private found: HeardWord[] = [];
  private unexplainedBytes = 0;
  private quietBytes = 0;
  private ear: TolerantEar | undefined;

  /**
   * Takes the next piece of the stream, best 20 ms at a time (the sound times have this grain). Returns the words that
   * were completed or cut off in it.
   */
  push(audio: Uint8Array): readonly HeardWord[] {
    if (this.found.length > 0) this.found = [];
    for (let offset = 0; offset < audio.length; offset += STEP_BYTES) {
      this.take(offset === 0 && audio.length <= STEP_BYTES ? audio : audio.subarray(offset, offset + STEP_BYTES));
    }
    return this.found.length > 0 ? this.found : NO_WORDS;
  }

  private take(piece: Uint8Array): void {
    if (this.buffered + piece.length > BUFFER_BYTES) {
      const dropped = this.buffered - HISTORY_BYTES;
      this.buffer.copyWithin(0, dropped, this.buffered);
      this.base += dropped;
      this.buffered = HISTORY_BYTES;
    }
    const start = this.buffered;
    this.buffer.set(piece, start);
    this.buffered += piece.length;
    const { buffer, buffered: end } = this;
    this.receivedMs = (this.base + end) / BYTES_PER_MS;
    if (piece.length <= STEP_BYTES && buffer.compare(SILENCE, 0, piece.length, start, end) === 0) {
      if (this.candidates.length > 0) this.examine();
      if (this.candidates.length === 0) this.skipTo(this.base + end);
      if (this.unexplainedBytes > 0) this.listenTolerantly(piece, false);
      return;
    }
    let level = 0;
    for (let i = start; i < end; i++) {
      const code = buffer[i]!;
      if (code === 0x7f) buffer[i] = MULAW_SILENCE;
      else level += Math.abs(MULAW_TO_LINEAR[code]!);
    }
    const isSound = level > SOUND_LEVEL * piece.length;
    if (isSound) this.lastSoundMs = this.receivedMs;
    this.examine();
    if (this.candidates.length > 0) {
      if (isSound) this.lastSpeechMs = this.receivedMs;
      this.stopListeningTolerantly();
    } else {
      const isFaint = level > FAINT_LEVEL * piece.length;
      if (isFaint || this.unexplainedBytes > 0) this.listenTolerantly(piece, isFaint);
      if (isSound && this.ear?.isFollowing) this.lastSpeechMs = this.receivedMs;
    }
  }

  /** What no bytes explain is listened to by its sound, beginning with what is still in the buffer. */
  private listenTolerantly(piece: Uint8Array, isSound: boolean): void {
    this.quietBytes = isSound ? 0 : this.quietBytes + piece.length;
    if (this.quietBytes > QUIET_BYTES) return this.stopListeningTolerantly();
    if (isSound) this.unexplainedBytes += piece.length;
    if (this.ear) {
      this.understand(this.ear.push(piece));
    } else if (this.unexplainedBytes >= UNEXPLAINED_BYTES) {
      const from = Math.max(0, this.heardUpTo - this.base);
      this.ear = new TolerantEar((this.base + from) / BYTES_PER_MS);
      this.understand(this.ear.push(this.buffer.subarray(from, this.buffered)));
    }
  }

  private understand(words: readonly HeardWord[]): void {
    for (const word of words) {
      this.found.push(word);
      this.lastSpeechMs = Math.max(this.lastSpeechMs, Math.min(word.endMs, this.receivedMs));
    }
  }

  private stopListeningTolerantly(): void {
    this.unexplainedBytes = 0;
    this.quietBytes = 0;
    this.ear = undefined;
  }

  private examine(): void {
    const end = this.base + this.buffered;
    while (this.cursor < end) {
      if (this.candidates.length > 0) this.follow(end);
      else if (!this.search(end)) return;
    }
  }

  private skipTo(position: number): void {
    this.cursor = position;
    this.hash = 0;
    this.hashed = 0;
  }

  /** Looks for an anchor from the cursor on. True when something known was found. */
  private search(end: number): boolean {
    const { buffer, base } = this;
    while (this.cursor < end) {
      const at = this.cursor - base;
      const outgoing = this.hashed >= WINDOW_BYTES ? buffer[at - WINDOW_BYTES]! : -1;
      this.hash = rollHash(this.hash, buffer[at]!, outgoing);
      this.hashed++;
      this.cursor++;
      if (this.hashed >= WINDOW_BYTES && isAnchor(this.hash) && isDistinctive(buffer, at + 1) && this.lock())
        return true;
    }
    return false;
  }

  /** Collects the utterances whose audio is the window that ends at the cursor. True when there is one. */
  private lock(): boolean {
    const end = this.cursor - this.base;
    const found: Candidate[] = [];
    for (const { utterance, end: place } of anchorsOf(this.hash)) {
      const { audio } = utterance;
      if (this.buffer.compare(audio, place - WINDOW_BYTES, place, end - WINDOW_BYTES, end) !== 0) continue;
      // What came before the anchor was part of it too, back to where the stream joined or something else was heard.
      const mostBefore = Math.min(end - WINDOW_BYTES - Math.max(0, this.heardUpTo - this.base), place - WINDOW_BYTES);
      let before = 0;
      while (
        before < mostBefore &&
        this.buffer[end - WINDOW_BYTES - 1 - before] === audio[place - WINDOW_BYTES - 1 - before]
      ) {
        before++;
      }
      found.push({ utterance, shift: place - this.cursor, from: this.cursor - WINDOW_BYTES - before });
    }
    if (found.length === 0) return false;
    this.candidates = found.sort((a, b) => this.preference(a, b));
    this.begin(this.candidates[0]!);
    this.advance(this.cursor);
    return true;
  }

  /** The longer match first; of equal ones the utterance that was interrupted here, then the one said last. */
  private preference(a: Candidate, b: Candidate): number {
    if (a.from !== b.from) return a.from - b.from;
    const resumes = Number(this.isResumption(b)) - Number(this.isResumption(a));
    return resumes || b.utterance.lastUse - a.utterance.lastUse || b.shift - a.shift;
  }

  private isResumption({ utterance, from, shift }: Candidate): boolean {
    return this.interrupted?.utterance === utterance && from + shift >= this.interrupted.position;
  }

  private begin(candidate: Candidate): void {
    const position = candidate.from + candidate.shift;
    const { words } = candidate.utterance;
    this.tentative = [];
    this.followedTo = candidate.from;
    this.wordIndex = words.findIndex((word) => word.endByte > position);
    if (this.wordIndex < 0) this.wordIndex = words.length;
    this.leaveWord();
    if (this.interrupted && this.isResumption(candidate)) {
      // The same word goes on after a gap, or was already given when it was cut off.
      if (this.wordIndex < this.interrupted.wordIndex) {
        this.wordIndex = this.interrupted.wordIndex;
      } else if (this.wordIndex === this.interrupted.wordIndex) {
        ({ wordFrom: this.wordFrom, wordBytes: this.wordBytes, given: this.given } = this.interrupted);
      }
    }
  }

  /** Compares the stream from the cursor to `end` with the candidates; those that differ drop out. */
  private follow(end: number): void {
    const wanted = end - this.cursor;
    const first = this.candidates[0]!;
    const matched = this.matchLength(first, wanted);
    if (matched === wanted) {
      if (this.candidates.length > 1) {
        this.candidates = this.candidates.filter((candidate) => this.matchLength(candidate, wanted) === wanted);
      }
      this.cursor = end;
      this.advance(end);
      return;
    }
    const survivors = this.candidates.filter((candidate) => this.matchLength(candidate, wanted) > matched);
    this.cursor += matched;
    this.advance(this.cursor);
    if (survivors.length > 0) {
      this.candidates = survivors;
      this.adopt(survivors[0]!);
    } else {
      this.lose(first);
    }
  }

  private matchLength({ utterance: { audio }, shift }: Candidate, wanted: number): number {
    const at = this.cursor - this.base;
    const place = this.cursor + shift;
    const length = Math.min(wanted, audio.length - place);
    if (length <= 0 || this.buffer.compare(audio, place, place + length, at, at + length) === 0)
      return Math.max(0, length);
    let same = 0;
    while (this.buffer[at + same] === audio[place + same]) same++;
    return same;
  }

  /** Gives out the words of the likeliest candidate that end before the stream position `to`. */
  private advance(to: number): void {
    const { utterance, shift } = this.candidates[0]!;
    const { words } = utterance;
    while (this.wordIndex < words.length) {
      const { startByte, endByte } = words[this.wordIndex]!;
      const from = Math.max(this.followedTo, startByte - shift);
      const until = Math.min(to, endByte - shift);
      if (until > from) {
        if (this.wordFrom < 0) this.wordFrom = from;
        this.wordBytes += until - from;
      }
      const isOver = endByte - shift <= to;
      if (isOver || this.wordBytes >= EARLIEST_BYTES) this.giveWord(utterance, endByte - shift);
      if (!isOver) break;
      this.wordIndex++;
      this.leaveWord();
    }
    this.followedTo = to;
    this.heardUpTo = to;
  }

  /** Gives the present word out when enough of it was heard, or brings what was given up to date. */
  private giveWord(utterance: Utterance, endPosition: number): void {
    const { word, startByte, endByte } = utterance.words[this.wordIndex]!;
    const share = this.wordBytes / (endByte - startByte);
    if (share < WORD_SHARE) return;
    const endMs = endPosition / BYTES_PER_MS;
    const confidence = Math.round((0.55 + 0.44 * Math.min(1, share)) * 1e4) / 1e4;
    if (this.given) {
      this.given.endMs = endMs;
      this.given.confidence = confidence;
      return;
    }
    this.given = { word, startMs: this.wordFrom / BYTES_PER_MS, endMs, confidence };
    this.found.push(this.given);
    this.tentative.push(this.given);
  }

  private leaveWord(): void {
    this.wordFrom = -1;
    this.wordBytes = 0;
    this.given = undefined;
  }

  /** Another candidate turns out to be what is said: words already given get its spelling. */
  private adopt(candidate: Candidate): void {
    const { utterance, shift } = candidate;
    const wordAround = (position: number) => {
      return utterance.words.findIndex(({ startByte, endByte }) => startByte <= position && position < endByte);
    };
    const position = this.cursor + shift;
    const next = utterance.words.findIndex(({ endByte }) => endByte > position);
    this.wordIndex = next < 0 ? utterance.words.length : next;
    this.leaveWord();
    const word = utterance.words[this.wordIndex];
    if (word && word.startByte < position) {
      this.wordFrom = Math.max(candidate.from, word.startByte - shift);
      this.wordBytes = this.cursor - this.wordFrom;
    }
    for (const heard of this.tentative) {
      // 10 ms into the word: at its very start two words meet.
      const index = wordAround(heard.startMs * BYTES_PER_MS + shift + 80);
      if (index >= 0) heard.word = utterance.words[index]!.word;
      if (index === this.wordIndex) this.given = heard;
    }
  }

  /** Nothing known matches any more: the utterance ended, was cut off, or has a gap here. */
  private lose({ utterance, shift, from }: Candidate): void {
    if (this.wordIndex < utterance.words.length) this.giveWord(utterance, this.cursor);
    // A moment's likeness (two hisses) does not make it forget what it was hearing before.
    if (this.tentative.length > 0 || this.cursor - from > MOMENT_BYTES) {
      const { wordIndex, wordFrom, wordBytes, given } = this;
      this.interrupted = { utterance, position: this.cursor + shift, wordIndex, wordFrom, wordBytes, given };
    }
    this.candidates = [];
    this.tentative = [];
    // A window with the first differing byte in it may belong to something else that is known.
    this.skipTo(Math.max(this.base, this.cursor - WINDOW_BYTES + 1));
  }
}
