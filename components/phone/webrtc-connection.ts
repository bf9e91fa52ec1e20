import type { IceServer } from "@/lib/contracts/browser-line";
import { BROWSER_CHANNEL } from "@/lib/contracts/browser-line-paths";
import { type CallConnection, ConnectError, type ConnectOptions, readMessage } from "./call-connection";

type WebRtcOptions<Received> = ConnectOptions<Received> & {
  iceServers: readonly IceServer[];
  /** What the caller says. */
  microphone: MediaStreamTrack;
  /** What the agent says, to be played. */
  onSound: (sound: MediaStream) => void;
};

/** Candidates that come later than this are not waited for: the one that works is found in milliseconds. */
const GATHER_WITHIN_MS = 1_500;

/** Connects over WebRTC with plain 8 kHz mu-law. Rejects with ConnectError, also when `signal` says that it took too long. */
export async function connectWebRtc<Sent, Received extends { type: string }>(
  options: WebRtcOptions<Received>,
): Promise<CallConnection<Sent>> {
  const { signal, events, microphone, onSound } = options;
  const peer = newPeer(options.iceServers);
  const messages = peer.createDataChannel(BROWSER_CHANNEL);
  let closed = false;
  const close = () => {
    closed = true;
    peer.close();
  };
  try {
    const transceiver = peer.addTransceiver(microphone, { direction: "sendrecv" });
    const pcmu = RTCRtpReceiver.getCapabilities("audio")?.codecs.filter(
      ({ mimeType }) => mimeType.toLowerCase() === "audio/pcmu",
    );
    if (!pcmu?.length) throw new ConnectError("This browser cannot carry the call over WebRTC.", true);
    transceiver.setCodecPreferences(pcmu);
    peer.addEventListener("track", ({ track }) => onSound(new MediaStream([track])));
    messages.addEventListener("message", ({ data }) => {
      const message = readMessage<Received>(data);
      if (message) events.onMessage(message);
    });
    const opened = until(signal, (resolve, reject) => {
      messages.addEventListener("open", () => resolve());
      peer.addEventListener("connectionstatechange", () => {
        if (peer.connectionState === "failed") reject(new ConnectError("The connection did not come about.", true));
      });
    });
    opened.catch(() => undefined); // awaited below
    await peer.setLocalDescription(await peer.createOffer());
    await gathered(peer);
    const sdp = await askWorker(options, peer.localDescription?.sdp ?? "");
    await peer.setRemoteDescription({ type: "answer", sdp });
    await opened;
  } catch (error) {
    close();
    throw error instanceof ConnectError ? error : new ConnectError("The connection did not come about.", true);
  }
  const lost = () => {
    if (closed) return;
    close();
    events.onClosed();
  };
  messages.addEventListener("close", lost);
  peer.addEventListener("connectionstatechange", () => {
    if (peer.connectionState === "failed" || peer.connectionState === "closed") lost();
  });
  return {
    via: "webrtc",
    send(message) {
      if (messages.readyState === "open") messages.send(JSON.stringify(message));
    },
    playoutMs: playoutOf(peer),
    close,
  };
}

/** Some browsers have no WebRTC, or an organization's policy forbids it. */
function newPeer(iceServers: readonly IceServer[]): RTCPeerConnection {
  try {
    return new RTCPeerConnection({ iceServers: iceServers as RTCIceServer[], bundlePolicy: "max-bundle" });
  } catch {
    throw new ConnectError("This browser has no WebRTC.", true);
  }
}

async function askWorker(
  { workerUrl, paths, token, lastSeq, signal }: Omit<WebRtcOptions<never>, "events">,
  sdp: string,
): Promise<string> {
  let response: Response;
  try {
    response = await fetch(`${workerUrl}${paths.offer}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, sdp, lastSeq }),
      signal,
    });
  } catch {
    throw new ConnectError("The call-worker does not answer.", true);
  }
  const answer = (await response.json().catch(() => ({}))) as { sdp?: string; error?: string };
  if (response.ok && answer.sdp) return answer.sdp;
  throw new ConnectError(answer.error ?? "The call-worker refused the call.", response.status !== 403);
}

function gathered(peer: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    if (peer.iceGatheringState === "complete") return resolve();
    setTimeout(resolve, GATHER_WITHIN_MS);
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState === "complete") resolve();
    });
  });
}

function until(
  signal: AbortSignal,
  run: (resolve: () => void, reject: (error: ConnectError) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLate = () => reject(new ConnectError("The connection did not come about in time.", true));
    if (signal.aborted) return tooLate();
    signal.addEventListener("abort", tooLate, { once: true });
    run(resolve, reject);
  });
}

/** The jitter buffer of the last second, and half the way there and back. */
function playoutOf(peer: RTCPeerConnection): () => Promise<number | null> {
  let delay = 0;
  let emitted = 0;
  return async () => {
    let bufferMs: number | null = null;
    let wayMs = 0;
    for (const report of (await peer.getStats()).values()) {
      const stats = report as Record<string, number | string | undefined>;
      if (stats["type"] === "inbound-rtp") {
        const now = {
          delay: Number(stats["jitterBufferDelay"] ?? 0),
          emitted: Number(stats["jitterBufferEmittedCount"] ?? 0),
        };
        if (now.emitted > emitted) bufferMs = ((now.delay - delay) * 1000) / (now.emitted - emitted);
        ({ delay, emitted } = now);
      }
      const roundTripS = stats["currentRoundTripTime"];
      if (stats["type"] === "candidate-pair" && typeof roundTripS === "number") wayMs = roundTripS * 500;
    }
    return bufferMs === null ? null : Math.round(bufferMs + wayMs);
  };
}
