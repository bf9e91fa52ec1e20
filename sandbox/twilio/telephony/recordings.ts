import { MULAW_TO_LINEAR } from "../../speech/mulaw";
import { BYTES_PER_MS, SILENCE_FRAME, mixFrames } from "../audio/frames";
import type { FormParams } from "../signature";
import { newSid } from "../sids";
import type { Call } from "./call";
import type { Exchange } from "./exchange";
import type { Leg, Tap } from "./leg";

export interface Recording {
  readonly sid: string;
  readonly callSid: string;
  readonly startedAt: Date;
  readonly source: "RecordVerb" | "OutboundAPI" | "StartCallRecordingAPI" | "DialVerb";
  /** One mu-law track, or the two sides apart. */
  readonly tracks: Buffer[];
  status: "in-progress" | "completed";
}

export function recordingSeconds(recording: Recording): number {
  return Math.round((recording.tracks[0]?.length ?? 0) / BYTES_PER_MS / 1000);
}

/** The audio as a WAV file, 16-bit PCM at 8 kHz. */
export function recordingWav(recording: Recording): Buffer {
  const channels = Math.max(1, recording.tracks.length);
  const samples = recording.tracks[0]?.length ?? 0;
  const wav = Buffer.alloc(44 + samples * channels * 2);
  wav.write("RIFF", 0, "ascii");
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write("WAVEfmt ", 8, "ascii");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(channels, 22);
  wav.writeUInt32LE(8_000, 24);
  wav.writeUInt32LE(8_000 * channels * 2, 28);
  wav.writeUInt16LE(channels * 2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "ascii");
  wav.writeUInt32LE(samples * channels * 2, 40);
  recording.tracks.forEach((track, channel) => {
    for (let index = 0; index < samples; index += 1) {
      wav.writeInt16LE(MULAW_TO_LINEAR[track[index] ?? 0xff] ?? 0, 44 + (index * channels + channel) * 2);
    }
  });
  return wav;
}

/** What has been recorded, and is being recorded, on the account's calls. */
export class RecordingShelf {
  readonly bySid = new Map<string, Recording>();
  private readonly stops = new Map<string, () => void>();

  constructor(private readonly exchange: Exchange) {}

  begin(call: Call, source: Recording["source"]): Recording {
    const recording: Recording = {
      sid: newSid("RE"),
      callSid: call.sid,
      startedAt: new Date(),
      source,
      tracks: [],
      status: "in-progress",
    };
    this.bySid.set(recording.sid, recording);
    return recording;
  }

  finish(recording: Recording, tracks: readonly Buffer[]): void {
    recording.tracks.push(...tracks);
    recording.status = "completed";
  }

  url(recording: Recording): string {
    return `${this.exchange.options.baseUrl()}/2010-04-01/Accounts/${this.exchange.accountSid}/Recordings/${recording.sid}`;
  }

  /** What the recording webhooks tell. */
  params(recording: Recording): FormParams {
    return {
      AccountSid: this.exchange.accountSid,
      CallSid: recording.callSid,
      RecordingSid: recording.sid,
      RecordingUrl: this.url(recording),
      RecordingStatus: recording.status,
      RecordingDuration: String(recordingSeconds(recording)),
      RecordingChannels: String(Math.max(1, recording.tracks.length)),
      RecordingStartTime: recording.startedAt.toUTCString(),
      RecordingSource: recording.source,
    };
  }

  /** Records both sides of a call until `stop`, or until the call ends. */
  recordCall(
    call: Call,
    leg: Leg,
    options: {
      channels: 1 | 2;
      statusCallback: string | undefined;
      source?: Recording["source"];
    },
  ): Recording {
    const recording = this.begin(call, options.source ?? "OutboundAPI");
    const said: Buffer[] = [];
    const heard: Buffer[] = [];
    const tap: Tap = { inbound: (frame) => said.push(frame), outbound: (frame) => heard.push(frame) };
    leg.tap(tap);
    const stop = (): void => {
      if (!this.stops.delete(recording.sid)) return;
      leg.untap(tap);
      const tracks =
        options.channels === 2
          ? [Buffer.concat(said), Buffer.concat(heard)]
          : [Buffer.concat(said.map((frame, index) => mixFrames([frame, heard[index] ?? SILENCE_FRAME])))];
      this.finish(recording, tracks);
      this.tell(call, recording, options.statusCallback);
    };
    this.stops.set(recording.sid, stop);
    call.onEnd(stop);
    return recording;
  }

  /** Stops a recording of a call; nothing happens when it is over. */
  stop(recording: Recording): void {
    this.stops.get(recording.sid)?.();
  }

  /** Tells a recordingStatusCallback, when there is one. */
  tell(call: Call, recording: Recording, url: string | undefined, method: "GET" | "POST" = "POST"): void {
    if (url === undefined || url === "") return;
    this.exchange.status.send(call.sid, url, method, this.params(recording), false);
  }
}
