/** What a conversation needs from any voice. No vendor's word in this file. Audio is 8 kHz mu-law. */
export interface SpeakListener {
  onOpen(): void;
  /** Audio of one answer, in order. The buffer belongs to the listener. */
  onAudio(generation: number, mulaw: Uint8Array): void;
  /** All audio of that answer has come. */
  onFinished(generation: number): void;
  /** The connection is gone (or never came); nothing follows. Called once. */
  onLost(error: { message: string; retryable: boolean }): void;
}

export interface TextToSpeechStream {
  /** More text of an answer. Generations grow; text of a new one may follow finish() or cancel() of the one before. */
  speak(generation: number, text: string): void;
  /** The answer's text is complete: make all of its audio now. */
  finish(generation: number): void;
  /** Forget everything not yet delivered; no audio of it is passed on any more. */
  cancel(): void;
  close(): void;
}

export interface TextToSpeech {
  open(options: { voice: string }, listener: SpeakListener): TextToSpeechStream;
}
