import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { acceptOffer, OfferError, type WebRtcOptions } from "@/call-worker/adapters/browser/accept-offer";
import { acceptBrowserSocket, browserSocketOptions } from "@/call-worker/adapters/browser/accept-socket";
import { createFrameClock } from "@/call-worker/adapters/browser/frame-clock";
import type { BrowserLineHandlers, BrowserStart } from "@/call-worker/adapters/browser/handlers";
import { BrowserOffer, type BrowserAnswer } from "@/lib/contracts/browser-line";
import type { Line, LineListener } from "../ports/line";
import { readBody, RequestError } from "./read-body";

/** Connections that are being set up; each costs memory and a UDP port before anybody has proved anything but a token. */
const MOST_PENDING = 100;

export type BrowserDeps = {
  webRtc: WebRtcOptions;
  capacity(): { slots: number; load: number; draining: boolean };
  /** The call that a token names, whether or not it is still good; null when it is none of ours. */
  callOfToken(token: string): string | null;
  onStart(start: BrowserStart & { callId: string }, line: Line): LineListener;
  onRejected(reason: string): void;
};

/**
 * Any page may ask: the token alone lets a browser in, no cookie does, and where a call may be started from was decided when the token was given.
 */
export const BROWSER_CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "content-type",
  "access-control-max-age": "600",
} as const;

export type BrowserLines = {
  /** POST /browser/offer. Throws RequestError with words for the person at the screen. */
  answerOffer(request: IncomingMessage): Promise<BrowserAnswer>;
  /** GET /browser/socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

/** Where browsers' lines come in. */
export function createBrowserLines(deps: BrowserDeps): BrowserLines {
  const clock = createFrameClock();
  const sockets = new WebSocketServer(browserSocketOptions);
  /** By call: who asks again gives up what was asked before. */
  const pending = new Map<string, () => void>();
  let lastLine = 0;

  const handlersFor = (callId: string | null): BrowserLineHandlers => ({
    onStart(start, line) {
      const known = callId ?? deps.callOfToken(start.token) ?? "";
      pending.delete(known);
      return deps.onStart({ ...start, callId: known }, line);
    },
    onRejected(reason) {
      if (callId !== null) pending.delete(callId);
      deps.onRejected(reason);
    },
  });

  function refuseWhenFull(): void {
    const { slots, load, draining } = deps.capacity();
    if (!draining && load < slots && pending.size < MOST_PENDING) return;
    throw new RequestError(503, "All lines are busy. Try again in a moment.", { "retry-after": "2" });
  }

  return {
    async answerOffer(request) {
      const offer = BrowserOffer.safeParse(parseJson(await readBody(request, "application/json")));
      if (!offer.success) throw new RequestError(400, "The offer must be JSON with token and sdp.");
      const { token, sdp, lastSeq } = offer.data;
      const callId = deps.callOfToken(token);
      if (callId === null) throw new RequestError(403, "This call can't be joined: start it again.");
      pending.get(callId)?.();
      refuseWhenFull();
      const lineId = `webrtc-${(lastLine += 1)}`;
      try {
        const start = { token, lastSeq };
        const answer = await acceptOffer({ sdp, start, lineId }, deps.webRtc, clock, handlersFor(callId), (abandon) =>
          pending.set(callId, abandon),
        );
        return answer;
      } catch (error) {
        if (error instanceof OfferError) throw new RequestError(400, error.message);
        throw error;
      }
    },
    upgrade(request, socket, head) {
      const { slots, load, draining } = deps.capacity();
      if (draining || load >= slots) {
        socket.end("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        return;
      }
      sockets.handleUpgrade(request, socket, head, (accepted) =>
        acceptBrowserSocket(accepted, `socket-${(lastLine += 1)}`, clock, handlersFor(null)),
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
