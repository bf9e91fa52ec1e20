export type BrowserStart = {
  token: string;
  /** The last event of the call that the browser has seen; 0: none. */
  lastSeq: number;
};

/** What carries sound and messages to a browser: WebRTC or a WebSocket. */
export interface BrowserChannel {
  sendFrame(mulaw: Uint8Array): void;
  sendText(text: string): void;
  /** Bytes handed over and not yet taken by the network. */
  bufferedBytes(): number;
  /** Ends the connection once what was sent is on its way. */
  close(): void;
}

/** Takes what comes over a connection. */
export interface BrowserReceiver {
  /** Sound, any length. The buffer is only valid during this call. */
  receiveFrame(mulaw: Uint8Array): void;
  receiveText(text: string): void;
  /** The connection itself ended. */
  lost(reason: string): void;
}

export interface BrowserHandlers {
  /** The browser is connected and has said with which token it comes. One that is not welcome is closed. */
  onStart(start: BrowserStart, channel: BrowserChannel): BrowserReceiver;
  /** The connection ended before it was one: nothing was begun. `reason` is for the log. */
  onRejected(reason: string): void;
}
