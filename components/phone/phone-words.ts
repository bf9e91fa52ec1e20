import type { PhoneState } from "./browser-phone";

type MicrophoneWords = { title: string; hint: string };

/** Whether the agent hears the caller, and what to do if not. */
export function microphoneWords(microphone: PhoneState["microphone"]): MicrophoneWords {
  switch (microphone) {
    case "on":
      return { title: "Microphone on", hint: "The agent hears you" };
    case "muted":
      return { title: "Microphone muted", hint: "The agent does not hear you" };
    case "off":
      return { title: "No microphone in use", hint: "Type below, or use the microphone" };
    case "lost":
      return { title: "The microphone is gone", hint: "It was unplugged or taken away. Type on, or plug one in" };
    case "denied":
      return { title: "The microphone is blocked", hint: "Allow it for this page in the browser, or type on" };
    case "missing":
      return { title: "No microphone found", hint: "Plug one in, or type on" };
    case "busy":
      return { title: "The microphone is in use", hint: "Another program has it. Close that one, or type on" };
    case "insecure":
      return { title: "No microphone here", hint: "Browsers give it to pages with https:// alone. Type on" };
  }
}

/** Why no call was begun, when it was for the microphone; null when it was not. */
export function refusedMicrophone(state: PhoneState): { title: string; text: string } | null {
  if (state.phase !== "idle") return null;
  switch (state.microphone) {
    case "denied":
      return {
        title: "The browser keeps the microphone from this page",
        text: "Allow it beside the page's address, then try again. Or go on by typing: the agent answers aloud all the same.",
      };
    case "missing":
      return {
        title: "No microphone was found",
        text: "Plug one in, then try again. Or go on by typing: the agent answers aloud all the same.",
      };
    case "busy":
      return {
        title: "Another program uses the microphone",
        text: "Close it, then try again. Or go on by typing: the agent answers aloud all the same.",
      };
    case "insecure":
      return {
        title: "This page may not use the microphone",
        text: "Browsers allow it on pages with https:// alone. Go on by typing: the agent answers aloud all the same.",
      };
    default:
      return null;
  }
}

/** What goes on, for the line above the conversation. */
export function phaseWords({ phase, isOffline, microphone }: PhoneState): string {
  switch (phase) {
    case "idle":
      return "Not in a call";
    case "asking":
      return "Waiting for the microphone: answer your browser's question";
    case "connecting":
      return "Connecting";
    case "live":
      return microphone === "on" ? "Connected" : "Connected, the agent does not hear you";
    case "reconnecting":
      return isOffline
        ? "Your browser is offline. The call waits some seconds for you to come back"
        : "The connection was lost. Getting it back";
    case "ended":
      return "The call has ended";
    case "failed":
      return "The call did not go on";
  }
}
