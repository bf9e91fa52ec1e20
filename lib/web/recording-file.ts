import "server-only";
import { Readable } from "node:stream";
import { rangeOf } from "@/lib/domain/recordings/wav";
import type { ServiceContext } from "@/lib/services/context";
import { openRecordingSound } from "@/lib/services/recordings/open-sound";
import { objectStore } from "./objects";

/** A call's recording as a WAV file, or the range of it that was asked for, sent as fast as it is taken. Throws what the verb does. */
export async function recordingFile(
  context: ServiceContext,
  callId: string,
  { range, download }: { range: string | null; download: boolean },
): Promise<Response> {
  const sound = await openRecordingSound(context, callId, objectStore());
  const wanted = rangeOf(range, sound.bytes);
  const headers = {
    "content-type": "audio/wav",
    "accept-ranges": "bytes",
    "cache-control": "no-store",
    ...(download ? { "content-disposition": `attachment; filename="call-${callId}.wav"` } : {}),
  };
  if (wanted === "unsatisfiable")
    return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${sound.bytes}` } });
  const { from, to } = wanted ?? { from: 0, to: sound.bytes - 1 };
  const body = Readable.toWeb(Readable.from(sound.read(from, to), { objectMode: false })) as ReadableStream<Uint8Array>;
  return new Response(body, {
    status: wanted ? 206 : 200,
    headers: {
      ...headers,
      "content-length": String(to - from + 1),
      ...(wanted ? { "content-range": `bytes ${from}-${to}/${sound.bytes}` } : {}),
    },
  });
}
