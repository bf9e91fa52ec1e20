/** What a page and its sound thread tell each other. */
export type FromWorklet = { kind: "captured"; samples: Float32Array } | { kind: "queued"; samples: number };
export type ToWorklet = { kind: "play"; samples: Float32Array } | { kind: "clear" };

type WorkletGlobals = {
  AudioWorkletProcessor: new () => { readonly port: MessagePort };
  registerProcessor(name: string, processor: unknown): void;
  sampleRate: number;
};

/**
 * Runs in the browser's sound thread, where it is brought as text: it may use nothing from outside. "capture" passes on what goes in, 20 ms
 * at a time; "play" plays what it is given behind a jitter buffer: it starts with 60 ms, starts over when it has run dry, and drops what has
 * piled up beyond 400 ms.
 */
export function framesWorklet(globals: WorkletGlobals): void {
  const { AudioWorkletProcessor: Processor, registerProcessor, sampleRate } = globals;
  const START_S = 0.06;
  const MOST_S = 0.4;
  const PIECE_S = 0.02;

  class Capture extends Processor {
    piece = new Float32Array(Math.round(sampleRate * PIECE_S));
    filled = 0;
    process(inputs: Float32Array[][]): boolean {
      const input = inputs[0]?.[0];
      const length = input?.length ?? 128;
      for (let i = 0; i < length; i++) {
        this.piece[this.filled++] = input?.[i] ?? 0;
        if (this.filled < this.piece.length) continue;
        this.port.postMessage({ kind: "captured", samples: this.piece.slice() });
        this.filled = 0;
      }
      return true;
    }
  }

  class Play extends Processor {
    pieces: Float32Array[] = [];
    offset = 0;
    queued = 0;
    running = false;
    told = 0;
    constructor() {
      super();
      this.port.onmessage = ({ data }: MessageEvent<{ kind: "play"; samples: Float32Array } | { kind: "clear" }>) => {
        if (data.kind === "clear") {
          this.pieces = [];
          this.offset = 0;
          this.queued = 0;
          this.running = false;
          return;
        }
        this.pieces.push(data.samples);
        this.queued += data.samples.length;
        while (this.queued > MOST_S * sampleRate) this.drop();
      };
    }
    drop(): void {
      const first = this.pieces.shift();
      this.queued -= (first?.length ?? 0) - this.offset;
      this.offset = 0;
    }
    process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
      const output = outputs[0]?.[0];
      if (!output) return true;
      if (!this.running && this.queued >= START_S * sampleRate) this.running = true;
      if (this.running) {
        for (let i = 0; i < output.length; i++) {
          const first = this.pieces[0];
          if (!first) {
            this.running = false;
            break;
          }
          output[i] = first[this.offset++] ?? 0;
          this.queued--;
          if (this.offset < first.length) continue;
          this.pieces.shift();
          this.offset = 0;
        }
      }
      this.told += output.length;
      if (this.told >= sampleRate / 4) {
        this.told = 0;
        this.port.postMessage({ kind: "queued", samples: this.queued });
      }
      return true;
    }
  }

  registerProcessor("aybiza-capture", Capture);
  registerProcessor("aybiza-play", Play);
}

/** Brings the processors into a sound thread. As a blob, so that it needs no file of ours on somebody else's page. */
export async function addFramesWorklet(context: AudioContext): Promise<void> {
  const text = `(${framesWorklet.toString()})({ AudioWorkletProcessor, registerProcessor, sampleRate });`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    await context.audioWorklet.addModule(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}
