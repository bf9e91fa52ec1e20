import { MixingBridge } from "../../telephony/bridge";
import type { Call, CallOptions } from "../../telephony/call";
import type { EndStatus } from "../../telephony/far-end";
import { interruptible } from "../../telephony/interruption";
import { toE164 } from "../../telephony/phone-numbers";
import type { Tap } from "../../telephony/leg";
import { booleanAttribute, integerAttribute, listAttribute, methodAttribute } from "../attributes";
import { TwimlError, type TwimlElement } from "../parse";
import type { Entry } from "../program";
import type { Run } from "../run";
import { dialConference } from "./conference";

interface DialResult {
  readonly status: "completed" | "answered" | "busy" | "no-answer" | "failed" | "canceled";
  readonly child: Call | undefined;
  readonly bridged: boolean;
}

/** <Dial>: connects the call with other telephones (the first to pick up wins) or with a conference. */
export async function dial(element: TwimlElement, run: Run): Promise<Entry | undefined> {
  const { action } = element.attributes;
  const method = methodAttribute(element);
  const conference = element.children.find((child) => child.name === "Conference");
  if (conference !== undefined) {
    const params = await dialConference(conference, run);
    return action === undefined ? undefined : run.goto(action, method, params);
  }
  const result = await dialNumbers(element, run);
  if (action === undefined) return undefined;
  return run.goto(action, method, {
    DialCallStatus: result.status,
    DialBridged: String(result.bridged),
    ...(result.child === undefined ? {} : { DialCallSid: result.child.sid }),
    ...(result.bridged && result.child !== undefined ? { DialCallDuration: String(result.child.durationSeconds) } : {}),
  });
}

function dialNumbers(element: TwimlElement, run: Run): Promise<DialResult> {
  const nouns = element.children.filter((child) => child.name === "Number");
  const targets = nouns.length > 0 ? nouns : [{ ...element, attributes: {}, children: [] }];
  const { call, leg } = run;
  const bridge = new MixingBridge();
  const plans = targets.map((target) => plan(target, element, run));
  return interruptible<DialResult>(run.signal, (resolve) => {
    const ringing = new Set<Call>();
    let connected: Call | undefined;
    let lastStatus: EndStatus = "failed";
    const hangUpTap: Tap | undefined = booleanAttribute(element, "hangupOnStar", false)
      ? { key: (digit) => (digit === "*" ? connected?.end("completed", "the caller pressed *") : undefined) }
      : undefined;

    const onReady = (child: Call): void => {
      if (connected !== undefined || child.leg === undefined) return;
      connected = child;
      for (const other of ringing) if (other !== child) other.end("canceled", "another telephone picked up");
      bridge.join(leg);
      bridge.join(child.leg);
      if (hangUpTap !== undefined) leg.tap(hangUpTap);
    };
    const onEnded = (child: Call): void => {
      ringing.delete(child);
      lastStatus = child.status === "in-progress" ? "completed" : (child.status as EndStatus);
      if (child === connected) resolve({ status: "completed", child, bridged: true });
      else if (ringing.size === 0 && connected === undefined) resolve({ status: lastStatus, child, bridged: false });
    };
    const onTaken = (child: Call): void => {
      ringing.delete(child);
      if (child.leg !== undefined) bridge.leave(child.leg);
      if (child === connected) resolve({ status: "completed", child, bridged: true });
    };
    for (const options of plans) ringing.add(call.exchange.dialOut({ ...options, onReady, onEnded, onTaken }));
    for (const child of [...ringing]) child.leave();

    return () => {
      if (hangUpTap !== undefined) leg.untap(hangUpTap);
      for (const child of [...ringing]) {
        bridge.leave(leg);
        child.end(
          child === connected ? "completed" : "canceled",
          call.isOver ? "the caller hung up" : "the call moved on",
        );
      }
      bridge.leave(leg);
    };
  });
}

function plan(target: TwimlElement, dialElement: TwimlElement, run: Run): Omit<CallOptions, "farEnd"> {
  const { call } = run;
  const to = toE164(target.text);
  if (to === undefined) throw new TwimlError(13224, `Dial: invalid phone number "${target.text}"`);
  const callerId = dialElement.attributes["callerId"];
  const from = callerId === undefined ? call.from : toE164(callerId);
  if (from === undefined) throw new TwimlError(13214, `Dial: invalid callerId "${callerId ?? ""}"`);
  const { url, statusCallback, sendDigits } = target.attributes;
  return {
    from,
    to,
    direction: "outbound-dial",
    parentCallSid: call.sid,
    ringTimeoutMs: integerAttribute(dialElement, "timeout", 30, 5, 600) * 1_000,
    timeLimitMs: integerAttribute(dialElement, "timeLimit", 14_400, 1, 86_400) * 1_000,
    entry: url === undefined ? undefined : run.goto(url, methodAttribute(target)),
    sendDigits,
    ...(statusCallback === undefined
      ? {}
      : {
          statusCallback: {
            url: run.url(statusCallback),
            method: methodAttribute(target, "statusCallbackMethod"),
            events: listAttribute(target, "statusCallbackEvent", ["completed"]),
          },
        }),
  };
}
