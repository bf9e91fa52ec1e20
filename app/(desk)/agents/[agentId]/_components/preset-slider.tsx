"use client";

import { useId } from "react";
import { nearestPreset, type Preset, presetOf } from "@/lib/domain/agents/presets";

type PresetSliderProps<Values extends object> = Readonly<{
  label: string;
  presets: readonly Preset<Values>[];
  values: Values;
  /** The numbers behind the word. */
  numbers: string;
  disabled?: boolean;
  onChange: (values: Values) => void;
}>;

/** A setting in words, from one end to the other, with the numbers that the engine gets. */
export function PresetSlider<Values extends object>(props: PresetSliderProps<Values>) {
  const { label, presets, values, numbers, disabled = false, onChange } = props;
  const id = useId();
  const chosen = presetOf(presets, values);
  const index = nearestPreset(presets, values);
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 border-t border-line py-3 sm:grid-cols-[11rem_1fr_11rem]">
      <div>
        <label htmlFor={id} className="block text-13 font-medium">
          {label}
        </label>
        <p id={`${id}-word`} className="text-13 text-text-2">
          {chosen?.word ?? "Own numbers"}
        </p>
      </div>
      <div className="order-last col-span-2 sm:order-none sm:col-span-1">
        <input
          id={id}
          type="range"
          min={0}
          max={presets.length - 1}
          step={1}
          value={index}
          disabled={disabled}
          list={`${id}-stops`}
          aria-valuetext={`${chosen?.word ?? "Own numbers"}: ${numbers}`}
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const preset = presets[event.target.valueAsNumber];
            if (preset) onChange(preset.values);
          }}
          // A handle that does not move says nothing: pressed where it stands, own numbers give way to the word.
          onClick={(event) => {
            const preset = presets[event.currentTarget.valueAsNumber];
            if (!chosen && preset) onChange(preset.values);
          }}
          className="slider w-full"
        />
        <datalist id={`${id}-stops`}>
          {presets.map((preset, at) => (
            <option key={preset.id} value={at} label={preset.word} />
          ))}
        </datalist>
        <p id={`${id}-hint`} className="text-12 text-text-3">
          {chosen?.hint ?? "Set by numbers. Move the slider to choose in words again."}
        </p>
      </div>
      <p className="text-right text-12 text-text-2 figures">{numbers}</p>
    </div>
  );
}
