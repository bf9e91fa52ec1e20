import type { Recognition } from "@/call-worker/ports/speech-to-text";

export type OpenTurn = {
  turn: number;
  text: string;
  /** The recogniser's last word on it was that it may be over. */
  ending: boolean;
  /** When its text last changed, on the clock. */
  changedAt: number;
  /** Audio position, in bytes of the call, at which its start was told. */
  startedAtByte: number;
  /** Audio position up to which its text is known. */
  knownToByte: number;
  startedMs: number;
};

type Ended = Extract<Recognition, { kind: "turn.ended" }>;

/**
 * Makes one sequence of turns out of several recogniser streams: numbers that only grow, a start before everything
 * else, exactly one end per turn, and a turn that a lost stream left open goes on in the next one.
 */
export class TurnBook {
  open: OpenTurn | null = null;
  private nextTurn: number;
  /** Turns of the present stream up to this number are over. */
  private endedStreamTurn = -Infinity;
  private streamTurn = -Infinity;
  /** Text of the open turn that an earlier stream heard and the present one was not given again. */
  private carried = "";
  /**
   * A turn that was declared over while the stream still works on it, by the words it had.
   * `streamTurn` is null while the stream, new and fed the turn's audio again, has not told it yet.
   */
  private cut: { streamTurn: number | null; words: string[] } | null = null;

  constructor(
    firstTurn: number,
    private readonly emit: (recognition: Recognition) => void,
  ) {
    this.nextTurn = firstTurn;
  }

  /** Numbers start over. `carry`: the audio behind the open turn's text is not replayed, so that text is kept. */
  newStream(carry: boolean): void {
    this.endedStreamTurn = -Infinity;
    this.streamTurn = -Infinity;
    this.cut = null;
    this.carried = carry && this.open !== null ? this.open.text : "";
  }

  /** `recognition` with its times already in call time; `nowAt` on the clock; `atByte`: audio pushed so far. */
  take(recognition: Recognition, nowAt: number, atByte: number, nowMs: number): void {
    if (recognition.turn <= this.endedStreamTurn) return;
    const text = this.withoutCut(recognition);
    if (text === null) return;
    this.streamTurn = recognition.turn;
    const wholeText = joinTexts(this.carried, text);
    const startsNow = this.open === null;
    if (this.open === null) {
      if (recognition.kind !== "turn.started" && wholeText === "") return;
      this.start(wholeText, nowAt, atByte, nowMs);
      if (recognition.kind === "turn.started") return;
    }
    const open = this.open as OpenTurn | null;
    if (open === null) return;
    const changed = open.text !== wholeText;
    if (changed) open.changedAt = nowAt;
    open.text = wholeText;
    open.knownToByte = atByte;
    switch (recognition.kind) {
      case "turn.started":
      case "turn.updated":
        if (open.ending && changed) {
          open.ending = false;
          this.emit({ kind: "turn.resumed", turn: open.turn, text: wholeText });
        } else if (!startsNow && changed) this.emit({ kind: "turn.updated", turn: open.turn, text: wholeText });
        return;
      case "turn.ending":
        open.ending = true;
        this.emit({ kind: "turn.ending", turn: open.turn, text: wholeText });
        return;
      case "turn.resumed":
        open.ending = false;
        this.emit({ kind: "turn.resumed", turn: open.turn, text: wholeText });
        return;
      case "turn.ended":
        this.endedStreamTurn = recognition.turn;
        this.end({ ...recognition, text: wholeText, startMs: Math.min(recognition.startMs, open.startedMs) });
    }
  }

  /** Ends the open turn on the text so far; whatever the recogniser adds to it later begins a new one. */
  cutOff(endMs: number): void {
    if (this.open === null) return;
    const ownText = this.open.text.slice(this.carried.length);
    this.cut = { streamTurn: this.streamTurn === -Infinity ? null : this.streamTurn, words: wordsOf(ownText) };
    const { turn, text, startedMs } = this.open;
    this.end({ kind: "turn.ended", turn, text, confidence: null, trigger: "timeout", startMs: startedMs, endMs });
  }

  private start(text: string, nowAt: number, atByte: number, nowMs: number): void {
    const turn = this.nextTurn++;
    this.open = {
      turn,
      text,
      ending: false,
      changedAt: nowAt,
      startedAtByte: atByte,
      knownToByte: atByte,
      startedMs: nowMs,
    };
    this.emit({ kind: "turn.started", turn, text });
  }

  private end(ended: Ended): void {
    const turn = this.open?.turn ?? ended.turn;
    this.open = null;
    this.carried = "";
    this.emit({ ...ended, turn });
  }

  /** The recognition's text without what a cut turn already had; null when nothing new is left of it. */
  private withoutCut(recognition: Recognition): string | null {
    if (this.cut === null) return recognition.text;
    const { streamTurn, words } = this.cut;
    const heard = wordsOf(recognition.text);
    if (streamTurn === null ? !beginAlike(heard, words) : recognition.turn !== streamTurn) {
      this.cut = null;
      return recognition.text;
    }
    this.cut.streamTurn = recognition.turn;
    const rest = heard.slice(words.length).join(" ");
    if (recognition.kind === "turn.ended") {
      this.cut = null;
      this.endedStreamTurn = recognition.turn;
    }
    return rest === "" && this.open === null ? null : rest;
  }
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** Whether one may be a retelling of the other, as far as both go and for three words at most. */
function beginAlike(first: readonly string[], second: readonly string[]): boolean {
  const plain = (words: readonly string[]): string[] =>
    words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));
  const common = Math.min(first.length, second.length, 3);
  return plain(first.slice(0, common)).join(" ") === plain(second.slice(0, common)).join(" ");
}

function joinTexts(first: string, second: string): string {
  if (first === "" || second === "") return first + second;
  return `${first} ${second}`;
}
