import { FRAME_MS, firstAudible } from "../../audio/frames";
import type { FormParams } from "../../signature";
import { Interrupted, interruptible } from "../../telephony/interruption";
import { Transcriber } from "../../telephony/transcriber";
import type { Tap } from "../../telephony/leg";
import { booleanAttribute, integerAttribute, listAttribute, methodAttribute } from "../attributes";
import type { TwimlElement } from "../parse";
import type { Entry } from "../program";
import type { Run } from "../run";
import { pause, play, say } from "./simple";

/** Silence that ends spoken input when speechTimeout is "auto" or not given. */
const AUTO_SPEECH_TIMEOUT_MS = 1_000;

interface Input {
  readonly digits: string;
  readonly finishedOnKey: string;
  readonly speech: string;
}

/** <Gather>: keys, or words, while the nested prompt plays or after it. Without input the next verb runs. */
export async function gather(element: TwimlElement, run: Run): Promise<Entry | undefined> {
  const { leg } = run;
  const inputs = listAttribute(element, "input", ["dtmf"]);
  const timeoutMs = integerAttribute(element, "timeout", 5, 0) * 1_000;
  const numDigits = integerAttribute(element, "numDigits", Number.MAX_SAFE_INTEGER, 1, Number.MAX_SAFE_INTEGER);
  const finishOnKey = element.attributes["finishOnKey"] ?? "#";
  const speechTimeoutMs = integerAttribute(element, "speechTimeout", 0) * 1_000 || AUTO_SPEECH_TIMEOUT_MS;
  const prompting = new AbortController();
  const stopPrompt = (): void => prompting.abort();
  run.signal.addEventListener("abort", stopPrompt);

  const collected = interruptible<Input>(run.signal, (resolve) => {
    let digits = "";
    let isPromptOver = false;
    let quietMs = 0;
    let spokenMs = 0;
    const transcriber = new Transcriber();
    let isDone = false;
    const finish = (finishedOnKey: string): void => {
      if (isDone) return;
      isDone = true;
      stopPrompt();
      resolve({ digits, finishedOnKey, speech: digits === "" ? transcriber.take() : "" });
    };
    const tap: Tap = {
      inbound(frame) {
        const isSound = inputs.has("speech") && firstAudible(frame) >= 0;
        quietMs = isSound ? 0 : quietMs + FRAME_MS;
        if (isSound) {
          spokenMs += FRAME_MS;
          stopPrompt();
        }
        if (spokenMs > 0) transcriber.hear(frame);
        if (spokenMs > 0 && quietMs >= speechTimeoutMs) finish("");
        else if (isPromptOver && spokenMs === 0 && quietMs >= timeoutMs) finish("");
      },
      key(digit) {
        if (!inputs.has("dtmf")) return;
        stopPrompt();
        quietMs = 0;
        if (digit === finishOnKey) finish(digit);
        else {
          digits += digit;
          if (digits.length >= numDigits) finish("");
        }
      },
    };
    leg.tap(tap);
    void prompt(element, run, prompting.signal).finally(() => {
      isPromptOver = true;
      quietMs = 0;
    });
    return () => {
      leg.untap(tap);
      stopPrompt();
    };
  });

  const input = await collected.finally(() => run.signal.removeEventListener("abort", stopPrompt));
  const isEmpty = input.digits === "" && input.speech === "" && input.finishedOnKey === "";
  if (isEmpty && !booleanAttribute(element, "actionOnEmptyResult", false)) return undefined;
  const params: FormParams =
    input.speech !== "" && input.digits === ""
      ? { SpeechResult: input.speech, Confidence: "0.9", Language: element.attributes["language"] ?? "en-US" }
      : { Digits: input.digits, FinishedOnKey: input.finishedOnKey };
  return run.goto(element.attributes["action"] ?? "", methodAttribute(element), params);
}

async function prompt(element: TwimlElement, run: Run, until: AbortSignal): Promise<void> {
  try {
    for (const child of element.children) {
      if (child.name === "Say") await say(child, run, until);
      else if (child.name === "Play") await play(child, run, until);
      else if (child.name === "Pause") await pause(child, run, until);
      else run.call.exchange.alert(12200, `Gather: <${child.name}> cannot be nested and was left out`, run.call.sid);
    }
  } catch (error) {
    if (error instanceof Interrupted) return;
    run.call.exchange.alert(
      12400,
      `Gather: the prompt failed: ${error instanceof Error ? error.message : String(error)}`,
      run.call.sid,
    );
  }
}
