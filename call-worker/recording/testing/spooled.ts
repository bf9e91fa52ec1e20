import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pino } from "pino";
import { openSecond } from "@/lib/adapters/recordings/seal-second";
import { MULAW_SILENCE } from "@/lib/domain/audio/mulaw";
import { BYTES_PER_MS, SEALED_BYTES } from "@/lib/domain/recordings/sealed-sound";
import type { Clock } from "../../ports/clock";
import type { Recorder } from "../../ports/recorder";
import { systemClock } from "../../system-clock";
import { type FinishedSpool, RecordingSpool } from "../spool";

/** A spool in a directory of its own, whose recordings can be heard once they are over. */
export class Spooled {
  readonly dir = mkdtempSync(path.join(tmpdir(), "spool-"));
  readonly key = randomBytes(32);
  readonly stored: { note: FinishedSpool["note"]; sealed: Buffer }[] = [];
  readonly failures: unknown[] = [];
  /** Set: the store can't be reached. */
  isAway = false;
  private spool: RecordingSpool | null = null;

  constructor(private readonly clock: Clock = systemClock) {}

  open(): RecordingSpool {
    this.spool ??= new RecordingSpool({
      dir: path.join(this.dir, "recordings"),
      clock: this.clock,
      log: pino({ level: "silent" }),
      store: async (finished) => {
        if (this.isAway) throw new Error("the store is away");
        this.stored.push({ note: finished.note, sealed: readFileSync(finished.file) });
      },
    });
    return this.spool;
  }

  recorder(partId = "part-1", epoch = 0): Recorder {
    const call = { organizationId: "organization-1", callId: "call-1", partId, epoch, sealedKey: "k1.sealed" };
    return {
      start: (atMs, onFailed) =>
        this.open().begin({ ...call, key: this.key }, atMs, (error) => {
          this.failures.push(error);
          onFailed(error);
        }),
    };
  }

  /** One side of what was stored first, from its beginning. */
  lane(side: "caller" | "agent"): Uint8Array {
    const stored = this.stored[0];
    if (!stored) throw new Error("nothing was stored");
    const { note, sealed } = stored;
    const seconds = Array.from({ length: sealed.length / SEALED_BYTES }, (_, second) =>
      openSecond(this.key, note.partId, second, sealed.subarray(second * SEALED_BYTES, (second + 1) * SEALED_BYTES)),
    );
    const sound = Buffer.concat(seconds).subarray(0, note.durationMs * BYTES_PER_MS);
    return sound.filter((_, at) => at % 2 === (side === "caller" ? 0 : 1));
  }

  /** Whether a side is silent from one moment of the call to another. */
  isSilent(side: "caller" | "agent", fromMs: number, toMs: number): boolean {
    const startMs = this.stored[0]?.note.startMs ?? 0;
    return this.lane(side)
      .subarray((fromMs - startMs) * 8, (toMs - startMs) * 8)
      .every((byte) => byte === MULAW_SILENCE);
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
