import { newestUtterances } from "./utterances";
import type { Utterance } from "./utterances";
import type { HeardWord } from "./recogniser";
import { STEP_BYTES, STEP_MS, SoundPrinter, countBits, soundPrintOf } from "./sound-print";
import type { SoundPrint } from "./sound-print";

/** An utterance that the stream may be playing. Step of the stream + shift = step of the utterance. */
interface Likeness {
  readonly utterance: Utterance;
  readonly print: SoundPrint;
  readonly shift: number;
  /** Part of the bits that differ: of the same words below a sixth, of others about half. */
  readonly difference: number;
}

const BITS_A_STEP = 32;
/** Remembered of the stream: some 16 s. */
const MOST_STEPS = 1024;
/** Sound that is needed to tell what it is, while it goes on: half a second. */
const LEAST_VOICED = 28;
/** A word alone, once it is over: a quarter of a second. */
const LEAST_VOICED_AT_END = 14;
const SEARCH_STEPS = 60;
/** What is followed is given up only after half a second that differs; of several, the last quarter tells which it is. */
const FOLLOW_STEPS = 36;
const PARTING_STEPS = 18;
/** How often it looks: all 160 ms while there is hope, all half a second in sound that nobody has registered. */
const LOOK_EVERY_STEPS = 10;
const RARELY_EVERY_STEPS = 30;
const HOPE_STEPS = 190;
const PAUSE_STEPS = 12;
const SAME = 0.24;
/** The more there is of it, the less likely is so much agreement by chance. */
const MUCH_VOICED = 45;
const SAME_OF_MUCH = 0.28;
const NO_LONGER = 0.36;
/** Utterances that begin alike are followed together until they part. */
const ALIKE = 0.05;
/** A quick look at every fifth step tells most of what is different. */
const GLANCE_EVERY = 5;
const GLANCE = 0.37;
/** Of all that was registered, the newest count, a quarter of an hour of speech: a search must stay short. */
const MOST_UTTERANCES = 1000;
const MOST_SEARCHED_BYTES = 7_200_000;
/** Prints are taken when they are first needed, eight seconds of speech at a time. */
const MOST_NEW_BYTES = 64_000;
/** A word is given after so much of it, when all that it may be agree; else so long after its end. */
const EARLIEST_BYTES = 2000;
const DOUBT_BYTES = 1200;

const prints = new WeakMap<Utterance, SoundPrint>();
const NO_WORDS: readonly HeardWord[] = [];

/**
 * Hears registered speech that came through a microphone, a codec, a noise suppressor or another loudness: by how it sounds, where the exact
 * recogniser compares bytes. Costs far more, so it listens only to sound that the exact one cannot explain.
 */
export class TolerantEar {
  private readonly printer = new SoundPrinter();
  private readonly bits = new Int32Array(MOST_STEPS);
  private readonly voiced = new Uint8Array(MOST_STEPS);
  private steps = 0;
  private carry = Buffer.alloc(0);
  /** First step of the sound that is being looked at; its very beginning counts, what was quiet before does not. */
  private from = 0;
  private isSounding = false;
  private pause = 0;
  private lookedAt = 0;
  private likenesses: Likeness[] = [];
  private wordIndex = 0;
  private given: HeardWord | undefined;
  /** Words of the sound that is being looked at: their spelling follows the likeliest utterance. */
  private tentative: HeardWord[] = [];
  private found: HeardWord[] = [];

  /** `startMs`: where in the stream the first byte it is given stands. */
  constructor(private readonly startMs: number) {}

  /** Whether what is heard now is known speech. */
  get isFollowing(): boolean {
    return this.likenesses.length > 0;
  }

  /** Takes the next piece of the stream; returns the words that were understood in it. */
  push(audio: Uint8Array): readonly HeardWord[] {
    if (this.found.length > 0) this.found = [];
    const all = this.carry.length > 0 ? Buffer.concat([this.carry, audio]) : audio;
    let offset = 0;
    for (; offset + STEP_BYTES <= all.length; offset += STEP_BYTES) this.step(all, offset);
    this.carry = Buffer.from(all.subarray(offset));
    return this.found.length > 0 ? this.found : NO_WORDS;
  }

  private step(audio: Uint8Array, offset: number): void {
    const { bits, voiced } = this.printer.push(audio, offset);
    const at = this.steps % MOST_STEPS;
    this.bits[at] = bits;
    this.voiced[at] = voiced ? 1 : 0;
    this.steps++;
    this.pause = voiced ? 0 : this.pause + 1;
    if (!this.isSounding) {
      this.from = this.steps - 1;
      if (!voiced) return;
      this.isSounding = true;
    }
    if (this.likenesses.length > 0) return this.follow();
    if (this.pause === PAUSE_STEPS) return this.endOfSound();
    if (this.pause > 0) return;
    const since = this.steps - this.from;
    const every = since < HOPE_STEPS ? LOOK_EVERY_STEPS : RARELY_EVERY_STEPS;
    if (this.steps - this.lookedAt < every) return;
    this.lookedAt = this.steps;
    const length = Math.min(SEARCH_STEPS, since);
    const voicedSteps = this.voicedIn(length);
    if (voicedSteps < LEAST_VOICED) return;
    this.begin(this.search(length, voicedSteps < MUCH_VOICED ? SAME : SAME_OF_MUCH, false));
  }

  /** The sound is over and was not understood while it went on: perhaps it was one word. */
  private endOfSound(): void {
    const length = Math.min(MOST_STEPS / 2, this.steps - this.from);
    const voiced = this.voicedIn(length);
    if (voiced >= LEAST_VOICED_AT_END && voiced <= SEARCH_STEPS) this.begin(this.search(length, SAME, true));
    if (this.likenesses.length > 0) this.follow();
    else this.startOver();
  }

  private startOver(): void {
    this.likenesses = [];
    this.given = undefined;
    this.tentative = [];
    this.isSounding = false;
  }

  /** What the last `length` steps may be, likeliest first. `whole`: of utterances only as long as that. */
  private search(length: number, most: number, whole: boolean): Likeness[] {
    const found: Likeness[] = [];
    let newBytes = 0;
    let searchedBytes = 0;
    for (const utterance of newestUtterances(MOST_UTTERANCES)) {
      let print = prints.get(utterance);
      if (!print) {
        newBytes += utterance.audio.length;
        if (newBytes > MOST_NEW_BYTES && newBytes > utterance.audio.length) continue;
        print = soundPrintOf(utterance.audio);
        prints.set(utterance, print);
      }
      searchedBytes += utterance.audio.length;
      if (searchedBytes > MOST_SEARCHED_BYTES) break;
      const total = print.bits.length;
      if (whole && (total > length * 1.6 || total < length * 0.5)) continue;
      const first = this.steps - length;
      // The newest step stands somewhere in the utterance, and the oldest not far before its beginning.
      for (let start = whole ? -PAUSE_STEPS : -3; start + length <= total + (whole ? 2 * PAUSE_STEPS : 1); start++) {
        const shift = start - first;
        if (this.differenceFrom(print, shift, length, GLANCE_EVERY) > GLANCE) continue;
        const difference = this.differenceFrom(print, shift, length, 1);
        if (difference <= most) found.push({ utterance, print, shift, difference });
      }
    }
    const best = Math.min(...found.map((likeness) => likeness.difference));
    const perUtterance = new Map<Utterance, Likeness>();
    for (const likeness of found) {
      const known = perUtterance.get(likeness.utterance);
      if (!known || likeness.difference < known.difference) perUtterance.set(likeness.utterance, likeness);
    }
    return [...perUtterance.values()].filter(({ difference }) => difference <= best + 2 * ALIKE).sort(likelierFirst);
  }

  /** Part of the bits that differ in the last `length` steps, where both have sound; 1 where they hardly have it together. */
  private differenceFrom(print: SoundPrint, shift: number, length: number, every: number): number {
    let different = 0;
    let together = 0;
    let alone = 0;
    for (let step = this.steps - length; step < this.steps; step += every) {
      const at = step % MOST_STEPS;
      const place = step + shift;
      const there = place >= 0 && place < print.bits.length ? print.voiced[place]! : 0;
      const here = this.voiced[at]!;
      if (here !== there) alone++;
      else if (here === 1) {
        together++;
        different += countBits(this.bits[at]! ^ print.bits[place]!);
      }
    }
    if (together === 0 || alone > together) return 1;
    return different / (together * BITS_A_STEP);
  }

  private voicedIn(length: number): number {
    let count = 0;
    for (let step = this.steps - length; step < this.steps; step++) count += this.voiced[step % MOST_STEPS]!;
    return count;
  }

  private begin(likenesses: Likeness[]): void {
    const [first] = likenesses;
    if (!first) return;
    this.likenesses = likenesses;
    this.choose(first);
  }

  /** Words from here on are those of the likeliest; what was given of this sound already gets its spelling. */
  private choose({ utterance, shift }: Likeness): void {
    const { words } = utterance;
    const from = this.byteOf(this.from, shift);
    const first = words.findIndex(({ endByte }) => endByte > from + STEP_BYTES);
    this.wordIndex = first < 0 ? words.length : first;
    this.given = undefined;
    for (const heard of this.tentative) {
      const middle = (heard.startMs + 2 * STEP_MS - this.startMs + shift * STEP_MS) * 8;
      const index = words.findIndex(({ startByte, endByte }) => startByte <= middle && middle < endByte);
      if (index < 0) continue;
      heard.word = words[index]!.word;
      heard.endMs = this.momentOf(words[index]!.endByte, shift);
      this.wordIndex = Math.max(this.wordIndex, index + 1);
    }
  }

  private follow(): void {
    const window = this.likenesses.length > 1 ? PARTING_STEPS : FOLLOW_STEPS;
    const length = Math.min(window, this.steps - this.from);
    if (this.steps % 4 === 0 && this.voicedIn(length) >= Math.min(LEAST_VOICED_AT_END, PARTING_STEPS / 2)) {
      const before = this.likenesses[0];
      this.likenesses = this.likenesses
        .map((likeness) => ({
          ...likeness,
          difference: this.differenceFrom(likeness.print, likeness.shift, length, 1),
        }))
        .filter(({ difference }) => difference < NO_LONGER)
        .sort(likelierFirst);
      const best = this.likenesses[0];
      // Lost, but the sound goes on: what comes may tell what it was.
      if (!best) return;
      this.likenesses = this.likenesses.filter(({ difference }) => difference <= best.difference + 2 * ALIKE);
      if (before?.utterance !== best.utterance) this.choose(best);
    }
    const likeliest = this.likenesses[0]!;
    this.giveWords(likeliest);
    if (this.steps + likeliest.shift >= likeliest.print.bits.length) this.startOver();
  }

  private giveWords({ utterance, shift, difference }: Likeness): void {
    const reached = this.byteOf(this.steps, shift);
    for (; this.wordIndex < utterance.words.length; this.wordIndex++) {
      const { word, startByte, endByte } = utterance.words[this.wordIndex]!;
      const isOver = endByte <= reached;
      if (!isOver && reached - startByte < EARLIEST_BYTES) return;
      if (reached - endByte < DOUBT_BYTES && !this.agreeOn(word, this.momentOf(startByte, shift))) return;
      if (!this.given) {
        const startMs = this.momentOf(startByte, shift);
        const endMs = this.momentOf(endByte, shift);
        this.given = { word, startMs, endMs, confidence: Math.round((1 - difference) * 1e4) / 1e4 };
        this.found.push(this.given);
        this.tentative.push(this.given);
      }
      if (!isOver) return;
      this.given = undefined;
    }
  }

  /** Whether everything that it may be has this word there. */
  private agreeOn(word: string, startMs: number): boolean {
    return this.likenesses.every(({ utterance, shift }) =>
      utterance.words.some(
        (each) => each.word === word && Math.abs(this.momentOf(each.startByte, shift) - startMs) <= 4 * STEP_MS,
      ),
    );
  }

  private byteOf(step: number, shift: number): number {
    return (step + shift) * STEP_BYTES;
  }

  private momentOf(byte: number, shift: number): number {
    return this.startMs + byte / 8 - shift * STEP_MS;
  }
}

/** Of likenesses that can hardly be told apart, the utterance that was said last. */
function likelierFirst(a: Likeness, b: Likeness): number {
  if (Math.abs(a.difference - b.difference) > ALIKE / 2) return a.difference - b.difference;
  return b.utterance.lastUse - a.utterance.lastUse;
}
