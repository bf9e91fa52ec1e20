import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import { type ClientToServerEvents, LIVE_PATH, type ServerToClientEvents } from "@/lib/contracts/live/socket";

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const TokenReply = z.object({ token: z.string() });

class SignedOutError extends Error {}

/** Asked anew for every connection attempt: a token lives five minutes, a dashboard all day. */
async function fetchToken(): Promise<string> {
  const response = await fetch("/api/live-token", { method: "POST", headers: { accept: "application/json" } });
  if (response.status === 401) throw new SignedOutError();
  if (!response.ok) throw new Error(`live token refused: ${response.status}`);
  return TokenReply.parse(await response.json()).token;
}

/**
 * A socket to the call-worker at `url`, not yet connected. It keeps trying for as long as it is not closed, or until the person is
 * found to be signed out.
 */
export function createLiveSocket(url: string, onSignedOut: () => void): LiveSocket {
  let signedOut = false;
  const socket: LiveSocket = io(url, {
    path: LIVE_PATH,
    transports: ["websocket"],
    autoConnect: false,
    reconnectionDelay: 250,
    reconnectionDelayMax: 2_000,
    timeout: 4_000,
    auth: (give) => {
      // Without a token the worker refuses, which lands in the retry below.
      void fetchToken().then(
        (token) => give({ token }),
        (error: unknown) => {
          if (error instanceof SignedOutError) {
            signedOut = true;
            onSignedOut();
          }
          give({ token: "" });
        },
      );
    },
  });
  // Socket.IO gives up after a refused handshake; a refusal may only mean that the session was being renewed.
  socket.on("connect_error", () => {
    if (!socket.active && !signedOut) setTimeout(() => socket.connect(), 2_000);
  });
  return socket;
}
