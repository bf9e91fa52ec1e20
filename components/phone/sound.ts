import { decodeMulaw } from "@/lib/domain/audio/mulaw";

export type MicrophoneProblem = "denied" | "missing" | "busy" | "insecure";

export class MicrophoneError extends Error {
  constructor(readonly problem: MicrophoneProblem) {
    super(problem);
  }
}

/**
 * The sound of one call at this end: what goes out (microphone, and sound made here), what comes in, and how loud both are. There is always
 * something that goes out, silence without a microphone, so that the line is known to live.
 */
export class Sound {
  readonly context = new AudioContext({ latencyHint: "interactive" });
  /** All that goes out. */
  readonly outgoing: GainNode;
  /** Where what comes in over a WebSocket is played. */
  readonly loudspeaker: GainNode;
  /** One's own voice comes back more quietly, as in a telephone's earpiece. */
  private readonly loudspeakerOfMine: GainNode;
  private readonly sent: MediaStreamAudioDestinationNode;
  private readonly mine: AnalyserNode;
  private readonly theirs: AnalyserNode;
  private readonly samples = new Float32Array(512);
  private readonly player = new Audio();
  private gate: GainNode;
  private stream: MediaStream | null = null;

  constructor() {
    const { context } = this;
    this.outgoing = context.createGain();
    this.sent = context.createMediaStreamDestination();
    this.outgoing.connect(this.sent);
    this.gate = context.createGain();
    this.gate.connect(this.outgoing);
    this.mine = this.analyser();
    this.outgoing.connect(this.mine);
    this.loudspeaker = context.createGain();
    this.loudspeaker.connect(context.destination);
    this.loudspeakerOfMine = context.createGain();
    this.loudspeakerOfMine.gain.value = 0.4;
    this.loudspeakerOfMine.connect(context.destination);
    this.theirs = this.analyser();
    this.loudspeaker.connect(this.theirs);
  }

  /** Asks for the microphone; the browser asks the person. Throws MicrophoneError. `onLost`: it was unplugged or taken away. */
  async openMicrophone(onLost: () => void): Promise<void> {
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!devices) throw new MicrophoneError("insecure");
    let stream: MediaStream;
    try {
      stream = await devices.getUserMedia({
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
      });
    } catch (error) {
      throw new MicrophoneError(problemOf(error));
    }
    this.closeMicrophone();
    this.stream = stream;
    stream.getAudioTracks()[0]?.addEventListener("ended", () => {
      if (this.stream !== stream) return;
      this.closeMicrophone();
      onLost();
    });
    this.context.createMediaStreamSource(stream).connect(this.gate);
  }

  get hasMicrophone(): boolean {
    return this.stream !== null;
  }

  /** The caller's side as a track for WebRTC. */
  get track(): MediaStreamTrack {
    const [track] = this.sent.stream.getAudioTracks();
    if (!track) throw new Error("the outgoing sound has no track");
    return track;
  }

  /** Browsers let sound begin only after the person has done something. */
  async resume(): Promise<void> {
    if (this.context.state === "suspended") await this.context.resume().catch(() => undefined);
  }

  setMuted(muted: boolean): void {
    this.gate.gain.value = muted ? 0 : 1;
  }

  playRemote(stream: MediaStream): void {
    this.player.srcObject = stream;
    void this.player.play().catch(() => undefined);
    this.context.createMediaStreamSource(stream).connect(this.theirs);
  }

  /** Speaks 8 kHz mu-law that was made for the caller into the line, and lets them hear it. Resolves when it is over. */
  async speak(mulaw: Uint8Array): Promise<void> {
    const source = this.context.createBufferSource();
    source.buffer = this.context.createBuffer(1, mulaw.length, 8_000);
    source.buffer.copyToChannel(decodeMulaw(mulaw), 0);
    source.connect(this.outgoing);
    source.connect(this.loudspeakerOfMine);
    await new Promise<void>((resolve) => {
      source.onended = () => resolve();
      source.start();
    });
    source.disconnect();
  }

  /** Loudness of both sides now, 0 to 1. */
  levels(): { mine: number; theirs: number } {
    return { mine: this.levelOf(this.mine), theirs: this.levelOf(this.theirs) };
  }

  closeMicrophone(): void {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
  }

  close(): void {
    this.closeMicrophone();
    this.player.srcObject = null;
    void this.context.close().catch(() => undefined);
  }

  private analyser(): AnalyserNode {
    const analyser = this.context.createAnalyser();
    analyser.fftSize = this.samples.length;
    return analyser;
  }

  private levelOf(analyser: AnalyserNode): number {
    analyser.getFloatTimeDomainData(this.samples);
    let sum = 0;
    for (const sample of this.samples) sum += sample * sample;
    const db = 10 * Math.log10(sum / this.samples.length + 1e-9);
    // From -55 dB, a quiet room, to -10 dB, somebody loud.
    return Math.max(0, Math.min(1, (db + 55) / 45));
  }
}

function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "denied";
}
