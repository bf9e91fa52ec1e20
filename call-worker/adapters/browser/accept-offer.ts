import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  RtpPacket,
  type RTCDataChannel,
} from "werift";
import { BROWSER_CHANNEL, FRAME_BYTES } from "@/lib/contracts/browser-line-paths";
import type { BrowserChannel, BrowserHandlers, BrowserReceiver, BrowserStart } from "./handlers";
import { IncomingPackets } from "./incoming-packets";

export type WebRtcOptions = {
  iceServers: { urls: string; username?: string; credential?: string }[];
  /** Addresses that browsers reach this machine's UDP ports at, besides its own: a public one, or loopback. */
  extraAddresses: string[];
  /** UDP ports for sound; null: any. */
  portRange: [number, number] | null;
};

const CONNECT_WITHIN_MS = 15_000;
/** What was sent last (the end of the call, in words) shall arrive before the connection goes. */
const CLOSE_GRACE_MS = 500;
const PCMU = 0;

/** An offer that is no SDP, or none that we could take. The message is for whoever sent it. */
export class OfferError extends Error {}

/**
 * Answers a browser's offer: one PCMU track both ways and one data channel. Nothing is begun before the browser is really connected, so
 * one that cannot get through may still come with a WebSocket and the same token. Throws OfferError.
 */
export async function acceptOffer(
  offer: { sdp: string; start: BrowserStart },
  options: WebRtcOptions,
  handlers: BrowserHandlers,
  /** Is given what ends it, as long as the browser is not connected. */
  onPending: (abandon: () => void) => void,
): Promise<{ sdp: string }> {
  const pcmu = new RTCRtpCodecParameters({
    mimeType: "audio/PCMU",
    clockRate: 8000,
    channels: 1,
    payloadType: PCMU,
  });
  const peer = new RTCPeerConnection({
    codecs: { audio: [pcmu], video: [] },
    iceServers: options.iceServers,
    iceAdditionalHostAddresses: options.extraAddresses,
    iceUseIpv6: false,
    ...(options.portRange ? { icePortRange: options.portRange } : {}),
  });
  const track = new MediaStreamTrack({ kind: "audio" });
  const transceiver = peer.addTransceiver(track, { direction: "sendrecv" });
  const connection = new PeerConnection(peer, track, offer.start, handlers);
  onPending(() => connection.giveUp("another offer for the same call came"));
  transceiver.onTrack.subscribe((remote) => connection.receiveFrom(remote));
  try {
    await peer.setRemoteDescription({ type: "offer", sdp: offer.sdp });
    await peer.setLocalDescription(await peer.createAnswer());
    const sdp = peer.localDescription?.sdp;
    if (!sdp || !/^m=audio [1-9]/m.test(sdp) || !/^m=application [1-9]/m.test(sdp)) {
      throw new OfferError("The offer must hold one audio track with PCMU and one data channel.");
    }
    return { sdp };
  } catch (error) {
    connection.giveUp("the offer could not be answered");
    throw error instanceof OfferError ? error : new OfferError("The offer is no SDP that can be answered.");
  }
}

/** From the offer to the end of one browser's WebRTC connection. */
class PeerConnection implements BrowserChannel {
  private readonly patience: NodeJS.Timeout;
  private readonly packets = new IncomingPackets((mulaw) => this.receiver?.receiveFrame(mulaw));
  private receiver: BrowserReceiver | null = null;
  private messages: RTCDataChannel | null = null;
  private sequence = 0;
  private closing = false;

  constructor(
    private readonly peer: RTCPeerConnection,
    private readonly track: MediaStreamTrack,
    private readonly start: BrowserStart,
    private readonly handlers: BrowserHandlers,
  ) {
    this.patience = setTimeout(() => this.giveUp("not connected within 15 s"), CONNECT_WITHIN_MS);
    peer.onDataChannel.subscribe((channel) => {
      if (channel.label !== BROWSER_CHANNEL || this.messages) return channel.close();
      this.messages = channel;
      channel.onMessage.subscribe((data) => this.receiver?.receiveText(data.toString()));
      channel.stateChanged.subscribe((state) => {
        if (state === "open") this.begin();
        if (state === "closed") this.receiver?.lost("the data channel was closed");
      });
      this.begin();
    });
    peer.connectionStateChange.subscribe((state) => {
      if (state === "connected") this.begin();
      if (state !== "failed" && state !== "closed") return;
      if (this.receiver) this.receiver.lost(`the connection ${state === "failed" ? "failed" : "was closed"}`);
      else this.giveUp(`the connection ${state}`);
    });
  }

  receiveFrom(remote: MediaStreamTrack): void {
    remote.onReceiveRtp.subscribe((packet) => {
      if (packet.header.payloadType === PCMU) this.packets.push(packet.header.sequenceNumber, packet.payload);
    });
  }

  sendFrame(mulaw: Uint8Array): void {
    const header = new RtpHeader({
      payloadType: PCMU,
      sequenceNumber: this.sequence & 0xffff,
      timestamp: (this.sequence * FRAME_BYTES) >>> 0,
      marker: this.sequence === 0,
    });
    this.sequence += 1;
    this.track.writeRtp(new RtpPacket(header, Buffer.from(mulaw.buffer, mulaw.byteOffset, mulaw.byteLength)));
  }

  sendText(text: string): void {
    if (this.messages?.readyState === "open") this.messages.send(text);
  }

  /** RTP waits for nobody. */
  bufferedBytes(): number {
    return 0;
  }

  close(): void {
    if (this.closing) return;
    this.closing = true;
    clearTimeout(this.patience);
    setTimeout(() => void this.peer.close().catch(() => undefined), CLOSE_GRACE_MS);
  }

  /** The browser was never connected. */
  giveUp(reason: string): void {
    if (this.closing || this.receiver) return;
    this.close();
    this.handlers.onRejected(reason);
  }

  private begin(): void {
    const ready = this.peer.connectionState === "connected" && this.messages?.readyState === "open";
    if (!ready || this.receiver || this.closing) return;
    clearTimeout(this.patience);
    this.receiver = this.handlers.onStart(this.start, this);
  }
}
