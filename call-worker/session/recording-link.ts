import type { Recorder, Recording } from "../ports/recorder";
import type { CallSound } from "./sound";

/** The recording of one call: one more listener to its sound, who is no fact of the call's audience. */
export class RecordingLink {
  private recording: Recording | null = null;
  private leave = () => {};

  constructor(
    private readonly recorder: Recorder | undefined,
    private readonly sound: CallSound,
    /** A moment of the clock as a moment of the call. */
    private readonly toCallMs: (clockMs: number) => number,
    private readonly nowMs: () => number,
    private readonly onFailed: (error: unknown) => void,
  ) {}

  start(): void {
    if (this.recording) return;
    const failed = (error: unknown) => {
      this.letGo();
      this.onFailed(error);
    };
    this.recording = this.recorder?.start(this.nowMs(), failed) ?? null;
    const { recording } = this;
    if (!recording) return;
    this.leave = this.sound.listen((caller, agent, atMs) => recording.write(caller, agent, this.toCallMs(atMs)));
  }

  /** What lies at `cutFromMs` or later is destroyed. */
  stop(cutFromMs: number | null): void {
    const { recording } = this;
    this.letGo();
    recording?.end(cutFromMs);
  }

  private letGo(): void {
    this.leave();
    this.leave = () => {};
    this.recording = null;
  }
}
