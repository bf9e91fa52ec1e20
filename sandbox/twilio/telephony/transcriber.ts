import { Recogniser, type HeardWord } from "../../speech/recogniser";

/** Writes down what somebody hears, from the audio alone. */
export class Transcriber {
  private readonly recogniser = new Recogniser();
  private words: HeardWord[] = [];

  /** The next 20 ms, silence included. */
  hear(frame: Buffer): void {
    const words = this.recogniser.push(frame);
    for (const word of words) this.words.push(word);
  }

  /** The words since the last time; empty when nothing was understood. */
  take(): string {
    const text = this.words.map(({ word }) => word).join(" ");
    this.words = [];
    return text;
  }
}
