"use client";

import { MicOff, Phone, PhoneOff, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { beginCall } from "./begin-call";
import { CallClock } from "./call-clock";
import type { PhoneState } from "./browser-phone";
import { MicrophoneBar } from "./microphone-bar";
import { phaseWords, refusedMicrophone } from "./phone-words";
import { PhoneTranscript } from "./phone-transcript";
import { SayBox } from "./say-box";
import type { TestCallProps } from "./test-call";
import { usePhone } from "./use-phone";

/** The test call itself; see test-call.tsx. */
export function TestCallPanel({ agentId, version, onEnded }: TestCallProps) {
  const { phone, state } = usePhone();
  const start = (withMicrophone: boolean) =>
    void phone.start(withMicrophone, () => beginCall("/api/browser-calls", { agentId, version }));
  const { phase, callId } = state;
  const told = useRef<string | null>(null);
  useEffect(() => {
    if ((phase !== "ended" && phase !== "failed") || callId === null || told.current === callId) return;
    told.current = callId;
    onEnded?.(callId);
  }, [phase, callId, onEnded]);
  const inCall = phase === "live" || phase === "reconnecting";

  return (
    <section aria-label="Test call" data-phase={phase} className="flex h-full min-h-0 flex-col gap-3">
      <header className="flex min-h-8 items-center gap-2">
        <h2 className="text-14 font-semibold">
          {version === "draft" ? "Try this draft" : "Try the published version"}
        </h2>
        {state.connectedAt !== null && inCall ? <CallClock since={state.connectedAt} /> : null}
        <span className="flex-1" />
        {inCall || phase === "connecting" || phase === "asking" ? (
          <Button size="sm" look="danger" onClick={() => phone.hangUp()}>
            <PhoneOff aria-hidden className="size-3.5" />
            End
          </Button>
        ) : null}
      </header>
      <p role="status" className="sr-only">
        {phaseWords(state)}
      </p>
      {phase === "reconnecting" ? <Reconnecting state={state} /> : null}
      {state.call.items.length > 0 || inCall ? (
        <PhoneTranscript state={state} className="min-h-40 flex-1" />
      ) : (
        <Invitation state={state} version={version} />
      )}
      {inCall ? (
        <>
          <MicrophoneBar phone={phone} state={state} />
          <SayBox
            label="Type what a caller would say"
            placeholder="Type instead of speaking"
            disabled={phase !== "live"}
            onSay={(text) => phone.type(text)}
          />
        </>
      ) : (
        <Begin state={state} onStart={start} />
      )}
    </section>
  );
}

function Reconnecting({ state }: Readonly<{ state: PhoneState }>) {
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {phaseWords(state)}.
    </p>
  );
}

/** What a test call is, before there is one, or what stands in its way. */
function Invitation({ state, version }: Readonly<{ state: PhoneState; version: TestCallProps["version"] }>) {
  const refused = refusedMicrophone(state);
  if (refused) {
    return (
      <div role="alert" className="rounded-lg border border-line bg-surface p-4 text-13 text-text-2">
        <p className="flex items-center gap-2 text-14 font-semibold text-text">
          <MicOff aria-hidden className="size-4 text-warn" />
          {refused.title}
        </p>
        <p className="mt-1.5">{refused.text}</p>
      </div>
    );
  }
  if (state.phase === "asking" || state.phase === "connecting") {
    return <p className="py-2 text-13 text-text-3">{phaseWords(state)} …</p>;
  }
  if (state.phase === "failed") return null;
  return (
    <p className="text-13 text-pretty text-text-2">
      {version === "draft"
        ? "Talk to the agent as it stands in this draft, as a caller would. "
        : "Talk to the agent as callers get it today. "}
      It is a real call through the same engine, marked as a test: it counts neither against your plan nor in your
      figures.
    </p>
  );
}

function Begin({ state, onStart }: Readonly<{ state: PhoneState; onStart: (withMicrophone: boolean) => void }>) {
  const { phase, callId, problem, call } = state;
  if (phase === "asking" || phase === "connecting") return null;
  const over = phase === "ended" || phase === "failed";
  return (
    <div className="space-y-3">
      {phase === "failed" && problem ? (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
          {problem}
        </p>
      ) : null}
      {phase === "ended" ? (
        <p className="text-13 text-text-2">
          The call has ended{call.ended ? `: ${lowerFirst(call.ended.reason)}` : ""}.
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => onStart(true)}>
          <Phone aria-hidden className="size-4" />
          {over ? "Call again" : refusedMicrophone(state) ? "Try the microphone again" : "Start test call"}
        </Button>
        <Button onClick={() => onStart(false)}>Type instead</Button>
        {over && callId !== null && state.connectedAt !== null ? (
          <ButtonLink look="ghost" href={`/calls/${callId}`}>
            Open the call
          </ButtonLink>
        ) : null}
      </div>
    </div>
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
