"use client";

import { Segmented } from "@/components/ui/segmented";
import {
  CREATIVITY,
  creativityNumbers,
  delayNumbers,
  INTERRUPTION,
  interruptionNumbers,
  PATIENCE,
  patienceNumbers,
  RESPONSE_DELAY,
} from "@/lib/domain/agents/presets";
import { NumberField, TextField } from "./editor-fields";
import { errorAt, type SectionProps } from "./editor-props";
import { LinesEditor } from "./lines-editor";
import { PresetSlider } from "./preset-slider";
import { Section } from "./section";
import { VoiceGallery } from "./voice-gallery";
import { WordsField } from "./words-field";

export function SpeaksSection({ config, set, errors, disabled }: SectionProps) {
  const { speaking, endOfTurn, interruption, responseDelayMs } = config;
  return (
    <Section id="speaks" hint="Its voice, its manner, and how it takes turns.">
      <VoiceGallery
        language={config.language}
        voice={config.voice}
        disabled={disabled}
        onChange={(voice) => set({ voice })}
      />
      <TextField
        label="Manner"
        rows={1}
        maxLength={1000}
        readOnly={disabled}
        value={speaking.style}
        placeholder="Warm and unhurried. First names, never slang."
        error={errorAt(errors, "speaking.style")}
        onChange={(style) => set({ speaking: { ...speaking, style } })}
      />
      <div>
        <p className="mb-1.5 text-13 font-medium">Length of answers</p>
        <Segmented
          label="Length of answers"
          value={speaking.answerLength}
          disabled={disabled}
          options={[
            { value: "short", label: "1–2 sentences" },
            { value: "medium", label: "1–3 sentences" },
            { value: "long", label: "Up to 5" },
          ]}
          onChange={(answerLength) => set({ speaking: { ...speaking, answerLength } })}
        />
      </div>
      <div className="border-b border-line">
        <PresetSlider
          label="Patience"
          presets={PATIENCE}
          values={endOfTurn}
          numbers={patienceNumbers(endOfTurn)}
          disabled={disabled}
          onChange={(values) => set({ endOfTurn: { ...endOfTurn, ...values } })}
        />
        <PresetSlider
          label="Response delay"
          presets={RESPONSE_DELAY}
          values={{ responseDelayMs }}
          numbers={delayNumbers({ responseDelayMs })}
          disabled={disabled}
          onChange={(values) => set(values)}
        />
        <PresetSlider
          label="Interruptible"
          presets={INTERRUPTION}
          values={interruption}
          numbers={interruptionNumbers(interruption)}
          disabled={disabled}
          onChange={(values) => set({ interruption: { ...interruption, ...values } })}
        />
      </div>
      <details>
        <summary className="inline-block rounded-sm text-13 text-text-2 hover:text-text">
          Numbers, words that stop it, names to expect
        </summary>
        <TurnNumbers config={config} set={set} errors={errors} disabled={disabled} />
      </details>
    </Section>
  );
}

function TurnNumbers({ config, set, errors, disabled }: SectionProps) {
  const { endOfTurn, interruption } = config;
  return (
    <div className="mt-3 space-y-4">
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <NumberField
          label="End of turn, sureness"
          unit=""
          min={0.5}
          max={0.9}
          step={0.01}
          disabled={disabled}
          value={endOfTurn.eotThreshold}
          onChange={(eotThreshold) => set({ endOfTurn: { ...endOfTurn, eotThreshold } })}
        />
        <NumberField
          label="Silence that ends a turn"
          unit="ms"
          min={500}
          max={10_000}
          step={100}
          disabled={disabled}
          value={endOfTurn.eotTimeoutMs}
          onChange={(eotTimeoutMs) => set({ endOfTurn: { ...endOfTurn, eotTimeoutMs } })}
        />
        <NumberField
          label="Response delay"
          unit="ms"
          min={0}
          max={3000}
          step={50}
          disabled={disabled}
          value={config.responseDelayMs}
          onChange={(responseDelayMs) => set({ responseDelayMs })}
        />
        <NumberField
          label="Interrupts with speech of"
          unit="ms"
          min={100}
          max={3000}
          step={50}
          disabled={disabled}
          value={interruption.minSpeechMs}
          onChange={(minSpeechMs) => set({ interruption: { ...interruption, minSpeechMs } })}
        />
        <NumberField
          label="Or with more words than"
          unit=""
          min={1}
          max={10}
          disabled={disabled}
          value={interruption.minWords}
          onChange={(minWords) => set({ interruption: { ...interruption, minWords } })}
        />
      </div>
      <WordsField
        label="Words that stop it at once"
        hint="Said over its voice, they are always an interruption."
        words={interruption.stopWords}
        language={config.language}
        disabled={disabled}
        error={errorAt(errors, "interruption.stopWords")}
        onChange={(stopWords) => set({ interruption: { ...interruption, stopWords } })}
      />
      <WordsField
        label="Words that do not stop it"
        hint="Said over its voice, they only show that one listens."
        words={interruption.backchannels}
        language={config.language}
        disabled={disabled}
        error={errorAt(errors, "interruption.backchannels")}
        onChange={(backchannels) => set({ interruption: { ...interruption, backchannels } })}
      />
      <LinesEditor
        label="Names and terms to expect"
        addLabel="Add a name or term"
        placeholder="Dr. Osei"
        maxLines={100}
        maxLength={60}
        disabled={disabled}
        lines={config.keyterms}
        errorOf={(index) => errorAt(errors, `keyterms.${index}`)}
        onChange={(keyterms) => set({ keyterms })}
      />
    </div>
  );
}

const POLICIES = [
  {
    value: "fast",
    label: "Fast",
    hint: "Always the fastest model. The first word comes soonest, and a call costs least.",
  },
  {
    value: "balanced",
    label: "Balanced",
    hint: "The fastest for simple questions, a stronger one for long or hard ones.",
  },
  {
    value: "deep",
    label: "Thorough",
    hint: "Careful answers; says “Let me check that for you” and thinks where a question needs it.",
  },
] as const;

export function ThinksSection({ config, set, disabled }: SectionProps) {
  const { modelPolicy, temperature, thinkingBudgetTokens } = config;
  return (
    <Section id="thinks" hint="How much model a question gets, and how freely it words things.">
      <div>
        <Segmented
          label="Model"
          value={modelPolicy}
          disabled={disabled}
          options={POLICIES}
          onChange={(next) => set({ modelPolicy: next })}
        />
        <p className="mt-1.5 text-13 text-text-2">{POLICIES.find(({ value }) => value === modelPolicy)?.hint}</p>
      </div>
      {modelPolicy === "deep" ? (
        <NumberField
          label="Thinking budget"
          unit="tokens"
          min={1024}
          max={64_000}
          step={256}
          disabled={disabled}
          value={thinkingBudgetTokens}
          onChange={(next) => set({ thinkingBudgetTokens: Math.round(next) })}
          hint="1,024 to 64,000. After some 18 seconds without an answer another model answers."
        />
      ) : null}
      <div className="border-b border-line">
        <PresetSlider
          label="Creativity"
          presets={CREATIVITY}
          values={{ temperature }}
          numbers={creativityNumbers({ temperature })}
          disabled={disabled}
          onChange={(values) => set(values)}
        />
      </div>
    </Section>
  );
}
