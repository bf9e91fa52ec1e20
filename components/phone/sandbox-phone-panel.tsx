"use client";

import { Delete, Info, Phone, PhoneOff, TriangleAlert, Volume2 } from "lucide-react";
import { useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Button, ButtonLink } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/input";
import { beginCall } from "./begin-call";
import { CallClock } from "./call-clock";
import { DialPad } from "./dial-pad";
import { MicrophoneBar } from "./microphone-bar";
import { PhoneTranscript } from "./phone-transcript";
import { phaseWords, refusedMicrophone } from "./phone-words";
import type { SandboxPhoneProps } from "./sandbox-phone";
import { SayBox } from "./say-box";
import { voiceOf } from "./speak-typed";
import { usePhone } from "./use-phone";

/** The sandbox's phone: dial a number of one's own, speak or write, hear the agent. */
export function SandboxPhonePanel({ numbers, hearsOnlySandbox }: SandboxPhoneProps) {
  const { phone, state } = usePhone();
  const [dialled, setDialled] = useState(numbers.find(({ agentName }) => agentName !== null)?.e164 ?? "");
  const [saying, setSaying] = useState(0);
  const [problem, setProblem] = useState<string | null>(null);
  const { phase, callId } = state;
  const inCall = phase === "live" || phase === "reconnecting";
  const isBusy = inCall || phase === "connecting" || phase === "asking";

  const call = (withMicrophone: boolean) => {
    setProblem(null);
    void phone.start(withMicrophone, () => beginCall("/api/phone/calls", { to: dialled }));
  };
  const press = (key: string) => {
    if (phase === "live") phone.press(key);
    else if (!isBusy) setDialled((before) => (key === "0" && before === "" ? "+" : before + key).slice(0, 20));
  };
  const say = async (text: string) => {
    setProblem(null);
    setSaying((count) => count + 1);
    try {
      await phone.speak(await voiceOf(text));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The words could not be spoken. Try again.");
    } finally {
      setSaying((count) => count - 1);
    }
  };

  return (
    <div
      data-phase={phase}
      className="mx-auto grid max-w-4xl gap-x-8 gap-y-6 px-4 py-6 md:grid-cols-[280px_minmax(0,1fr)] md:px-8"
    >
      <section aria-label="Phone" className="space-y-3">
        <label className="block text-12 font-medium text-text-3">
          Your numbers
          <Select
            className="mt-1 w-full"
            value={numbers.some(({ e164 }) => e164 === dialled) ? dialled : ""}
            disabled={isBusy}
            onChange={(event) => setDialled(event.target.value)}
          >
            <option value="">Another number</option>
            {numbers.map(({ e164, label, agentName }) => (
              <option key={e164} value={e164}>
                {formatPhone(e164)} · {agentName ?? (label || "nobody answers")}
              </option>
            ))}
          </Select>
        </label>
        <div className="flex gap-2">
          <Input
            aria-label="Number to dial"
            inputMode="tel"
            autoComplete="off"
            placeholder="+1 415 555 0100"
            value={dialled}
            disabled={isBusy}
            maxLength={20}
            className="h-11 min-w-0 flex-1 text-16 figures"
            onChange={(event) => setDialled(event.target.value.replace(/[^\d+*#() -]/g, ""))}
            onKeyDown={(event) => {
              if (event.key === "Enter" && dialled !== "") call(!hearsOnlySandbox);
            }}
          />
          <Button
            look="ghost"
            aria-label="Delete the last digit"
            className="h-11"
            disabled={isBusy || dialled === ""}
            onClick={() => setDialled((before) => before.slice(0, -1))}
          >
            <Delete aria-hidden className="size-4" />
          </Button>
        </div>
        <DialPad onPress={press} />
        {isBusy ? (
          <Button look="danger" size="lg" className="w-full" onClick={() => phone.hangUp()}>
            <PhoneOff aria-hidden className="size-4" />
            Hang up
          </Button>
        ) : (
          <div className="grid grid-cols-2 gap-2">
            <Button look="primary" size="lg" disabled={dialled === ""} onClick={() => call(!hearsOnlySandbox)}>
              <Phone aria-hidden className="size-4" />
              Call
            </Button>
            <Button size="lg" disabled={dialled === ""} onClick={() => call(hearsOnlySandbox)}>
              {hearsOnlySandbox ? "With microphone" : "Without"}
            </Button>
          </div>
        )}
      </section>

      <section aria-label="Call" className="flex min-h-96 min-w-0 flex-col gap-3">
        <header className="flex min-h-8 items-center gap-2">
          <h2 className="text-14 font-semibold">
            <span role="status">{phase === "live" ? "Connected" : phaseWords(state)}</span>
          </h2>
          {inCall && state.connectedAt !== null ? <CallClock since={state.connectedAt} /> : null}
        </header>
        {hearsOnlySandbox ? (
          <p className="flex items-start gap-2 rounded-md bg-surface-2 px-3 py-2 text-13 text-text-2">
            <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-text-3" />
            The sandbox listens to the voices it made itself, so it cannot understand yours. Write what you want to say:
            it is spoken into the line by a caller&rsquo;s voice, and heard from there. With Deepgram connected, just
            speak.
          </p>
        ) : null}
        <Trouble
          words={state.phase === "failed" ? state.problem : (problem ?? refusedMicrophone(state)?.text ?? null)}
        />
        {phase === "reconnecting" ? <Trouble words={`${phaseWords(state)}.`} /> : null}
        <PhoneTranscript state={state} className="min-h-40 flex-1" />
        {inCall ? (
          <>
            <MicrophoneBar phone={phone} state={state} offHint="The agent hears what you write below: it is spoken" />
            <SayBox
              label="Say"
              placeholder="Write what the caller says; it is spoken"
              disabled={phase !== "live"}
              onSay={(text) => void say(text)}
            />
            <p role="status" className="flex h-5 items-center gap-1.5 text-12 text-text-3">
              {saying > 0 ? (
                <>
                  <Volume2 aria-hidden className="size-3.5" /> Speaking your words
                </>
              ) : null}
            </p>
          </>
        ) : null}
        {!isBusy && callId !== null && state.connectedAt !== null ? (
          <div>
            <ButtonLink href={`/calls/${callId}`}>Open the call</ButtonLink>
          </div>
        ) : null}
      </section>
    </div>
  );
}

function Trouble({ words }: Readonly<{ words: string | null }>) {
  if (words === null) return null;
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {words}
    </p>
  );
}
