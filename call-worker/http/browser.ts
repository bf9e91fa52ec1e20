import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { acceptOffer, OfferError, type WebRtcOptions } from "@/call-worker/adapters/browser/accept-offer";
import { acceptBrowserSocket, browserSocketOptions } from "@/call-worker/adapters/browser/accept-socket";
import { createFrameClock } from "@/call-worker/adapters/browser/frame-clock";
import type { BrowserConnection } from "@/call-worker/adapters/browser/browser-end";
import type { BrowserHandlers, BrowserReceiver, BrowserStart } from "@/call-worker/adapters/browser/handlers";
import { BrowserOffer, type BrowserAnswer } from "@/lib/contracts/browser-line";
import { readBody, RequestError } from "./read-body";

/** Connections that are being set up; each costs memory and a UDP port before anybody has proved anything but a token. */
const MOST_PENDING = 100;

export type BrowserDeps = {
  webRtc: WebRtcOptions;
  /** Whether there is room for one more. */
  hasRoom(): boolean;
  /** What a token is for, whether or not it is still good, so that one browser is not two; null when it is none of ours. */
  subjectOf(token: string): string | null;
  /** A browser is connected. `name` is the connection's own, for logs. */
  onStart(start: BrowserStart & { subject: string }, connection: BrowserConnection & { name: string }): BrowserReceiver;
  onRejected(reason: string): void;
};

/**
 * Any page may ask: the token alone lets a browser in, no cookie does, and from where one may come was decided when the token was given.
 */
export const BROWSER_CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "content-type",
  "access-control-max-age": "600",
} as const;

export type BrowserDoor = {
  /** POST of an offer. Throws RequestError with words for the person at the screen. */
  answerOffer(request: IncomingMessage): Promise<BrowserAnswer>;
  /** GET of a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

/** Where browsers' connections come in: callers' by one door, supervisors' by another. */
export function createBrowserDoor(deps: BrowserDeps): BrowserDoor {
  const clock = createFrameClock();
  const sockets = new WebSocketServer(browserSocketOptions);
  /** By subject: who asks again gives up what was asked before. */
  const pending = new Map<string, () => void>();
  let last = 0;

  const handlersFor = (kind: string, known: string | null): BrowserHandlers => {
    const name = `${kind}-${(last += 1)}`;
    return {
      onStart(start, channel) {
        const subject = known ?? deps.subjectOf(start.token) ?? "";
        pending.delete(subject);
        return deps.onStart({ ...start, subject }, { name, channel, clock });
      },
      onRejected(reason) {
        if (known !== null) pending.delete(known);
        deps.onRejected(reason);
      },
    };
  };

  function refuseWhenFull(): void {
    if (deps.hasRoom() && pending.size < MOST_PENDING) return;
    throw new RequestError(503, "All lines are busy. Try again in a moment.", { "retry-after": "2" });
  }

  return {
    async answerOffer(request) {
      const offer = BrowserOffer.safeParse(parseJson(await readBody(request, "application/json")));
      if (!offer.success) throw new RequestError(400, "The offer must be JSON with token and sdp.");
      const { token, sdp, lastSeq } = offer.data;
      const subject = deps.subjectOf(token);
      if (subject === null) throw new RequestError(403, "This call can't be joined: start it again.");
      pending.get(subject)?.();
      refuseWhenFull();
      try {
        const start = { token, lastSeq };
        return await acceptOffer({ sdp, start }, deps.webRtc, handlersFor("webrtc", subject), (abandon) =>
          pending.set(subject, abandon),
        );
      } catch (error) {
        if (error instanceof OfferError) throw new RequestError(400, error.message);
        throw error;
      }
    },
    upgrade(request, socket, head) {
      if (!deps.hasRoom()) {
        socket.end("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        return;
      }
      sockets.handleUpgrade(request, socket, head, (accepted) =>
        acceptBrowserSocket(accepted, handlersFor("socket", null)),
      );
    },
  };
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
