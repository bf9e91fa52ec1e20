import type { CallAudioState } from "./call-audio";

export const CUT_OFF =
  "Your connection was lost while you spoke. After 3 seconds the AI takes the call back, so the caller is not left in silence.";
export const AGENT_IS_BACK =
  "You were away for more than a moment, so the AI has the call again. You are only listening; take over again when you are ready.";
export const MICROPHONE_LOST =
  "Your microphone is gone. After 3 seconds the AI takes the call back; plug one in and take over again, or give the call back now.";
export const NOT_CONNECTED = "The call could not be heard. Try again.";
export const NOT_BACK =
  "The connection was lost and did not come back within a minute. Listen again when your network is there.";

export const floorLost = (reason: string): string => `The caller no longer hears you: ${lowerFirst(reason)}`;

/** While one has the call: closes and opens one's microphone. */
export const MUTE_KEY = "M";

export type MicrophoneWords = Readonly<{
  /** How much it matters: `open` is the one that must not be missed. */
  tone: "open" | "muted" | "waiting" | "closed" | "problem";
  title: string;
  hint: string;
}>;

/** Whether the caller hears one, and what to do when something is wrong. */
export function microphoneWords({ phase, microphone }: CallAudioState): MicrophoneWords {
  if (phase === "reconnecting") {
    return {
      tone: "waiting",
      title: "The connection was lost. Getting it back",
      hint: "Nobody hears you meanwhile",
    };
  }
  if (phase === "connecting") return { tone: "waiting", title: "Connecting", hint: "Nobody hears you" };
  switch (microphone) {
    case "open":
      return {
        tone: "open",
        title: "Your microphone is OPEN",
        hint: "The caller hears you. The AI is silent and listens",
      };
    case "muted":
      return {
        tone: "muted",
        title: "Your microphone is muted",
        hint: "You have the call, and the caller hears silence",
      };
    case "opening":
      return {
        tone: "waiting",
        title: "Waiting for your microphone",
        hint: "Answer your browser's question. Nobody hears you yet",
      };
    case "lost":
      return {
        tone: "problem",
        title: "Your microphone is gone",
        hint: "Plug one in and take over again, or give the call back",
      };
    case "denied":
      return {
        tone: "problem",
        title: "The microphone is blocked",
        hint: "Allow it beside the page's address, then take over again. You are only listening",
      };
    case "missing":
      return {
        tone: "problem",
        title: "No microphone found",
        hint: "Plug one in, then take over again. You are only listening",
      };
    case "busy":
      return {
        tone: "problem",
        title: "Another program uses the microphone",
        hint: "Close it, then take over again. You are only listening",
      };
    case "insecure":
      return {
        tone: "problem",
        title: "This page may not use the microphone",
        hint: "Browsers allow it on pages with https:// alone. You are only listening",
      };
    case "closed":
      return phase === "listening"
        ? { tone: "closed", title: "You are only listening", hint: "Nobody hears you: your microphone is closed" }
        : { tone: "closed", title: "You are not listening", hint: "Your microphone is closed" };
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
