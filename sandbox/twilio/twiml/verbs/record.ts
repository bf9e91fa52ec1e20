import { FRAME_MS, firstAudible, tone } from "../../audio/frames";
import { interruptible } from "../../telephony/interruption";
import type { Tap } from "../../telephony/leg";
import { integerAttribute, booleanAttribute, methodAttribute } from "../attributes";
import type { TwimlElement } from "../parse";
import type { Entry } from "../program";
import type { Run } from "../run";

/** <Record>: beep, then what the caller says, until silence, a key, the limit or the end of the call. */
export async function record(element: TwimlElement, run: Run): Promise<Entry | undefined> {
  const { call, leg } = run;
  const shelf = call.exchange.recordings;
  const timeoutMs = integerAttribute(element, "timeout", 5, 1) * 1_000;
  const maxLengthMs = integerAttribute(element, "maxLength", 3_600, 1, 14_400) * 1_000;
  const finishOnKey = (element.attributes["finishOnKey"] ?? "1234567890*#").toUpperCase();
  if (booleanAttribute(element, "playBeep", true)) await run.play(tone([1_000], 300));

  const recording = shelf.begin(call, "RecordVerb");
  const frames: Buffer[] = [];
  let silentMs = 0;
  let pressed = "";
  const tell = (): void => {
    shelf.finish(recording, [Buffer.concat(frames)]);
    const { recordingStatusCallback } = element.attributes;
    if (recordingStatusCallback === undefined) return;
    shelf.tell(
      call,
      recording,
      run.url(recordingStatusCallback),
      methodAttribute(element, "recordingStatusCallbackMethod"),
    );
  };
  try {
    await interruptible<undefined>(run.signal, (resolve) => {
      const tap: Tap = {
        inbound(frame) {
          frames.push(frame);
          silentMs = firstAudible(frame) < 0 ? silentMs + FRAME_MS : 0;
          if (silentMs >= timeoutMs || frames.length * FRAME_MS >= maxLengthMs) resolve(undefined);
        },
        key(digit) {
          if (!finishOnKey.includes(digit)) return;
          pressed = digit;
          resolve(undefined);
        },
      };
      leg.tap(tap);
      return () => leg.untap(tap);
    });
  } catch (error) {
    tell();
    throw error;
  }
  tell();
  const { RecordingSid = "", RecordingUrl = "", RecordingDuration = "" } = shelf.params(recording);
  return run.goto(element.attributes["action"] ?? "", methodAttribute(element), {
    RecordingSid,
    RecordingUrl,
    RecordingDuration,
    Digits: pressed,
  });
}
