import type { IceServer } from "@/lib/contracts/browser-line";
import { type CallConnection, ConnectError, type ConnectOptions } from "./call-connection";
import { connectSocket } from "./socket-connection";
import type { Sound } from "./sound";
import { connectWebRtc } from "./webrtc-connection";

const WEBRTC_WITHIN_MS = 5_000;
const SOCKET_WITHIN_MS = 6_000;

type AnyhowOptions<Received> = ConnectOptions<Received> & { iceServers: readonly IceServer[]; sound: Sound };

/**
 * WebRTC first; where nothing gets through that way within seconds, a WebSocket with the same token. `signal` gives up both. Rejects with
 * ConnectError.
 */
export async function connectAnyhow<Sent, Received extends { type: string }>(
  options: AnyhowOptions<Received>,
): Promise<CallConnection<Sent>> {
  const { sound, signal } = options;
  const within = (ms: number) => AbortSignal.any([signal, AbortSignal.timeout(ms)]);
  try {
    return await connectWebRtc({
      ...options,
      signal: within(WEBRTC_WITHIN_MS),
      microphone: sound.track,
      onSound: (stream) => sound.playRemote(stream),
    });
  } catch (error) {
    if (!(error instanceof ConnectError) || !error.retry || signal.aborted) throw error;
  }
  return connectSocket({
    ...options,
    signal: within(SOCKET_WITHIN_MS),
    context: sound.context,
    microphone: sound.outgoing,
    loudspeaker: sound.loudspeaker,
  });
}
