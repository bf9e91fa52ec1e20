/** The fixed names of a browser's line (browser-line.ts), apart from its schemas: a widget on somebody's page loads no more than it needs. */

/** POST of an offer to a call-worker. */
export const BROWSER_OFFER_PATH = "/browser/offer";
/** WebSocket to a call-worker. */
export const BROWSER_SOCKET_PATH = "/browser/socket";
/** The same for the team, who listen to a call and may speak in it. */
export const SUPERVISOR_OFFER_PATH = "/supervisor/offer";
export const SUPERVISOR_SOCKET_PATH = "/supervisor/socket";
/** The data channel's label. */
export const BROWSER_CHANNEL = "call";
/** 20 ms of 8 kHz mu-law. */
export const FRAME_BYTES = 160;
