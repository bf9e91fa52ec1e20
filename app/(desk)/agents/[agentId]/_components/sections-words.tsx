"use client";

import { ShieldCheck } from "lucide-react";
import { useId } from "react";
import { Chip } from "@/components/ui/chip";
import { Select } from "@/components/ui/input";
import { SwitchRow } from "@/components/ui/switch-row";
import type { AgentConfig } from "@/lib/contracts/agent-config";
import { baseLanguage, findVoice, voicesFor } from "@/lib/domain/agents/voices";
import { TextField } from "./editor-fields";
import { errorAt, type SectionProps } from "./editor-props";
import { LANGUAGES } from "./languages";
import { LinesEditor } from "./lines-editor";
import { Section } from "./section";
import { speakingTime } from "./speaking-time";

/** A voice speaks one language: with another language the first voice of that one is taken, to be chosen anew. */
function withLanguage({ voice }: AgentConfig, language: string): Partial<AgentConfig> {
  const fits = findVoice(voice)?.language === baseLanguage(language);
  return fits ? { language } : { language, voice: voicesFor(language)[0]?.id ?? "" };
}

export function WhoSection({ config, set, errors, disabled }: SectionProps) {
  const languageId = useId();
  const { instructions, language } = config;
  const known = LANGUAGES.some(({ tag }) => tag === language);
  return (
    <Section id="who" hint="One or two sentences, as you would introduce a colleague.">
      <TextField
        label="Who it is"
        labelHidden
        rows={3}
        maxLength={2000}
        readOnly={disabled}
        value={instructions.persona}
        error={errorAt(errors, "instructions.persona")}
        placeholder="You are Ava, the front desk of Bright Dental in Oakland. You are warm, quick and exact, and you never guess."
        onChange={(persona) => set({ instructions: { ...instructions, persona } })}
      />
      <div>
        <label htmlFor={languageId} className="mb-1.5 block text-13 font-medium">
          It begins in
        </label>
        <Select
          id={languageId}
          value={language}
          disabled={disabled}
          onChange={(event) => set(withLanguage(config, event.target.value))}
          className="w-60"
        >
          {known ? null : <option value={language}>{language}</option>}
          {LANGUAGES.map(({ tag, name }) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
        </Select>
      </div>
    </Section>
  );
}

export function GreetsSection({ config, set, errors, disabled }: SectionProps) {
  const { disclosure, recordingNotice, greeting, greetingInterruptible, voicemailMessage } = config;
  const notices = [disclosure, recordingNotice].filter(({ enabled, text }) => enabled && text.trim() !== "");
  const protectedText = [...notices.map(({ text }) => text), ...(greetingInterruptible ? [] : [greeting])].join(" ");
  return (
    <Section id="greets" hint="What callers hear first, in this order. The two notices are always heard to their end.">
      <Notice
        label="Say that it is an AI"
        hint="Many laws want it, and callers trust what is plain from the start."
        notice={disclosure}
        error={errorAt(errors, "disclosure")}
        disabled={disabled}
        onChange={(next) => set({ disclosure: next })}
      />
      <Notice
        label="Say that the call is recorded"
        hint="The wording that was said is kept with each call."
        notice={recordingNotice}
        error={errorAt(errors, "recordingNotice")}
        disabled={disabled}
        onChange={(next) => set({ recordingNotice: next })}
      />
      <TextField
        label="Greeting"
        maxLength={1000}
        readOnly={disabled}
        value={greeting}
        error={errorAt(errors, "greeting")}
        placeholder="How can I help you today?"
        onChange={(next) => set({ greeting: next })}
      />
      <div className="flex flex-wrap gap-2">
        {disclosure.enabled ? (
          <Chip tone="good" icon={<ShieldCheck aria-hidden className="size-3.5" />}>
            says it is an AI
          </Chip>
        ) : null}
        {recordingNotice.enabled ? (
          <Chip tone="good" icon={<ShieldCheck aria-hidden className="size-3.5" />}>
            says it records
          </Chip>
        ) : null}
        {protectedText === "" ? null : (
          <Chip>
            {notices.length > 0 && greetingInterruptible ? "notices " : ""}cannot be interrupted · about{" "}
            {speakingTime(protectedText)}
          </Chip>
        )}
      </div>
      <SwitchRow
        label="The greeting can be interrupted"
        hint="Off: a caller who speaks into it is answered afterwards."
        checked={greetingInterruptible}
        disabled={disabled}
        onChange={(next) => set({ greetingInterruptible: next })}
      />
      <TextField
        label="Voicemail message"
        hint="Said after the beep when it calls somebody and reaches a machine. Empty: it hangs up without a word."
        maxLength={1000}
        readOnly={disabled}
        value={voicemailMessage}
        error={errorAt(errors, "voicemailMessage")}
        onChange={(next) => set({ voicemailMessage: next })}
      />
    </Section>
  );
}

type NoticeProps = Readonly<{
  label: string;
  hint: string;
  notice: { enabled: boolean; text: string };
  error: string | undefined;
  disabled: boolean;
  onChange: (notice: { enabled: boolean; text: string }) => void;
}>;

function Notice({ label, hint, notice, error, disabled, onChange }: NoticeProps) {
  return (
    <div className="space-y-2">
      <SwitchRow
        label={label}
        hint={hint}
        checked={notice.enabled}
        disabled={disabled}
        onChange={(enabled) => onChange({ ...notice, enabled })}
      />
      {notice.enabled ? (
        <div className="pl-11">
          <TextField
            label={`${label}: its words`}
            labelHidden
            rows={1}
            maxLength={500}
            readOnly={disabled}
            value={notice.text}
            error={error}
            onChange={(text) => onChange({ ...notice, text })}
          />
        </div>
      ) : null}
    </div>
  );
}

export function MustSection({ config, set, errors, disabled }: SectionProps) {
  const { instructions } = config;
  return (
    <Section id="must" hint="Its tasks, one idea a line, and what it may state as true.">
      <LinesEditor
        label="Tasks"
        addLabel="Add a task"
        placeholder="Find out what the caller needs before you offer anything."
        maxLines={50}
        maxLength={1000}
        disabled={disabled}
        lines={instructions.goals}
        errorOf={(index) => errorAt(errors, `instructions.goals.${index}`)}
        onChange={(goals) => set({ instructions: { ...instructions, goals } })}
      />
      <LinesEditor
        label="Facts"
        addLabel="Add a fact"
        placeholder="A check-up with cleaning is 145 dollars, x-rays included."
        maxLines={200}
        maxLength={1000}
        disabled={disabled}
        lines={instructions.facts}
        errorOf={(index) => errorAt(errors, `instructions.facts.${index}`)}
        onChange={(facts) => set({ instructions: { ...instructions, facts } })}
      />
    </Section>
  );
}

export function NeverSection({ config, set, errors, disabled }: SectionProps) {
  const { instructions } = config;
  return (
    <Section
      id="never"
      hint="Rules that nothing in a call can change. Some are always there: it never denies being an AI and never invents."
    >
      <LinesEditor
        label="Rules"
        addLabel="Add a rule"
        placeholder="Never give medical advice."
        maxLines={50}
        maxLength={1000}
        disabled={disabled}
        lines={instructions.mustNever}
        errorOf={(index) => errorAt(errors, `instructions.mustNever.${index}`)}
        onChange={(mustNever) => set({ instructions: { ...instructions, mustNever } })}
      />
      <LinesEditor
        label="Words it must not say"
        addLabel="Add words"
        placeholder="no problem"
        maxLines={100}
        maxLength={200}
        disabled={disabled}
        lines={instructions.neverSay}
        errorOf={(index) => errorAt(errors, `instructions.neverSay.${index}`)}
        onChange={(neverSay) => set({ instructions: { ...instructions, neverSay } })}
      />
    </Section>
  );
}
