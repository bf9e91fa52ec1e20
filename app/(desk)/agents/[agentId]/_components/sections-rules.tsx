"use client";

import Link from "next/link";
import { formatPhone } from "@/components/format/phone";
import { SwitchRow } from "@/components/ui/switch-row";
import type { ToolName } from "@/lib/contracts/agent-config";
import { TOOL_WORDS } from "@/lib/domain/agents/tool-words";
import { isAppointmentTool } from "@/lib/domain/tools/appointment-tools";
import { CallerLookupFields } from "./caller-lookup-fields";
import { NumberField, TextField } from "./editor-fields";
import { errorAt, type SectionProps } from "./editor-props";
import { LinesEditor } from "./lines-editor";
import { Section } from "./section";
import { WordsField } from "./words-field";

const withTool = (tools: readonly ToolName[], tool: ToolName, has: boolean): ToolName[] =>
  has ? [...tools.filter((name) => name !== tool), tool] : tools.filter((name) => name !== tool);

export function PersonSection(props: SectionProps & Readonly<{ fallbackNumber: string | null }>) {
  const { config, set, errors, disabled, fallbackNumber } = props;
  const { escalation, escalationWords, tools, language } = config;
  return (
    <Section id="person" hint="Who wants a person should get one, before they have to ask twice.">
      <p className="rounded-md bg-surface-2 px-3 py-2 text-13 text-text-2">
        {fallbackNumber ? (
          <>
            Calls are connected to <span className="figures">{formatPhone(fallbackNumber)}</span>, the business’s number
            for that.
          </>
        ) : (
          "The business has no number to connect callers to. Until it has one, the agent says so and offers to take a message."
        )}
      </p>
      <WordsField
        label="Words that get a person at once"
        hint="“Are you a human?” does not count: that is a question about the agent."
        words={escalationWords}
        language={language}
        disabled={disabled}
        error={errorAt(errors, "escalationWords")}
        onChange={(next) => set({ escalationWords: next })}
      />
      <SwitchRow
        label={TOOL_WORDS.transfer_to_person.label}
        hint="In the situations below, by its own judgement."
        checked={tools.includes("transfer_to_person")}
        disabled={disabled}
        onChange={(has) => set({ tools: withTool(tools, "transfer_to_person", has) })}
      />
      <LinesEditor
        label="Situations that need a person"
        addLabel="Add a situation"
        placeholder="The caller is in pain or frightened."
        maxLines={50}
        maxLength={1000}
        disabled={disabled}
        lines={escalation.situations}
        errorOf={(index) => errorAt(errors, `escalation.situations.${index}`)}
        onChange={(situations) => set({ escalation: { ...escalation, situations } })}
      />
      <TextField
        label="Said before connecting"
        rows={1}
        maxLength={500}
        readOnly={disabled}
        value={escalation.announcement}
        hint="Empty: “One moment, I’m connecting you with a person.”, in the agent’s language."
        error={errorAt(errors, "escalation.announcement")}
        onChange={(announcement) => set({ escalation: { ...escalation, announcement } })}
      />
    </Section>
  );
}

type UsesProps = SectionProps &
  Readonly<{ own: readonly { id: string; title: string; description: string; enabled: boolean }[] }>;

export function UsesSection({ config, set, disabled, own }: UsesProps) {
  const { customTools } = config;
  // One that is switched off, or gone, is shown while the agent has it, so that it can be taken away.
  const offered = own.filter(({ id, enabled }) => enabled || customTools.includes(id));
  const gone = customTools.filter((id) => !own.some((tool) => tool.id === id));
  const withOwn = (id: string, has: boolean) => [...customTools.filter((other) => other !== id), ...(has ? [id] : [])];
  const tools = Object.entries(TOOL_WORDS) as [ToolName, (typeof TOOL_WORDS)[ToolName]][];
  return (
    <Section id="uses" hint="What it can do beside talking. What is off, it cannot do, whatever a caller says.">
      <div className="space-y-3">
        {tools.map(([name, { label, hint }]) => (
          <SwitchRow
            key={name}
            label={label}
            hint={hint}
            checked={config.tools.includes(name)}
            disabled={disabled}
            onChange={(has) => set({ tools: withTool(config.tools, name, has) })}
          />
        ))}
      </div>
      {config.tools.some(isAppointmentTool) ? (
        <p className="mt-3 text-13 text-text-3">
          It books what is set up under{" "}
          <Link href="/appointments/services" className="text-accent hover:underline">
            Appointments
          </Link>
          , for the caller of the call alone.
        </p>
      ) : null}
      <CallerLookupFields config={config} set={set} disabled={disabled} own={offered} />
      <div className="mt-5 space-y-3">
        <h3 className="text-13 font-medium">Your services and systems</h3>
        {offered.map(({ id, title, description, enabled }) => (
          <SwitchRow
            key={id}
            label={title}
            hint={
              enabled ? description : "Switched off or not connected, under Settings: it can't be published like this."
            }
            checked={customTools.includes(id)}
            disabled={disabled}
            onChange={(has) => set({ customTools: withOwn(id, has) })}
          />
        ))}
        {gone.map((id) => (
          <SwitchRow
            key={id}
            label="A tool that was removed"
            hint="It can't be published like this."
            checked
            disabled={disabled}
            onChange={() => set({ customTools: withOwn(id, false) })}
          />
        ))}
        <p className="text-13 text-text-3">
          {offered.length === 0 ? "None yet. " : ""}
          <Link href="/settings/integrations" className="text-accent underline-offset-2 hover:underline">
            Connect a service
          </Link>{" "}
          or{" "}
          <Link href="/settings/tools" className="text-accent underline-offset-2 hover:underline">
            a system of your own
          </Link>
          , and agents can look things up there and do things in it.
        </p>
      </div>
    </Section>
  );
}

export function LimitsSection({ config, set, disabled }: SectionProps) {
  return (
    <Section id="limits" hint="Where it stops by itself, so that no call runs away.">
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <NumberField
          label="Longest call"
          unit="min"
          min={0.5}
          max={240}
          step={0.5}
          disabled={disabled}
          value={config.maxDurationMs / 60_000}
          onChange={(minutes) => set({ maxDurationMs: Math.round(minutes * 60_000) })}
        />
        <NumberField
          label="Asks after a silence of"
          unit="s"
          min={2}
          max={60}
          disabled={disabled}
          value={config.silencePromptAfterMs / 1000}
          onChange={(seconds) => set({ silencePromptAfterMs: Math.round(seconds * 1000) })}
        />
        <NumberField
          label="Asks, then says goodbye"
          unit="times"
          min={0}
          max={5}
          disabled={disabled}
          value={config.silencePrompts}
          onChange={(times) => set({ silencePrompts: Math.round(times) })}
        />
        <NumberField
          label="Waits for the next key"
          unit="s"
          min={0.5}
          max={10}
          step={0.5}
          disabled={disabled}
          value={config.keypadTimeoutMs / 1000}
          onChange={(seconds) => set({ keypadTimeoutMs: Math.round(seconds * 1000) })}
        />
        <NumberField
          label="Longest answer"
          unit="tokens"
          min={50}
          max={4000}
          step={10}
          disabled={disabled}
          value={config.maxAnswerTokens}
          hint="100 tokens are some 30 seconds of speech."
          onChange={(tokens) => set({ maxAnswerTokens: Math.round(tokens) })}
        />
      </div>
    </Section>
  );
}
