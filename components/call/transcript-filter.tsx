import { clsx } from "clsx";
import { Search } from "lucide-react";
import { Input } from "@/components/ui/input";

export type VoiceFilter = "everyone" | "caller" | "agent" | "team";

const voices: readonly { value: VoiceFilter; label: string }[] = [
  { value: "everyone", label: "Everyone" },
  { value: "caller", label: "Caller" },
  { value: "agent", label: "Agent" },
  { value: "team", label: "Team" },
];

type TranscriptFilterProps = Readonly<{
  voice: VoiceFilter;
  /** Somebody of the team took part. */
  hasTeam: boolean;
  onVoice: (voice: VoiceFilter) => void;
  text: string;
  onText: (text: string) => void;
  /** Lines left by the filter; null without one. */
  found: number | null;
}>;

export function TranscriptFilter({ voice, hasTeam, onVoice, text, onText, found }: TranscriptFilterProps) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-3 md:px-5">
      <div className="relative w-full sm:w-60">
        <Search aria-hidden className="pointer-events-none absolute top-2 left-2.5 size-4 text-text-3" />
        <Input
          type="search"
          aria-label="Search in this call"
          placeholder="Search in this call"
          value={text}
          onChange={(event) => onText(event.target.value)}
          className="w-full pl-8"
        />
      </div>
      <div role="group" aria-label="Whose lines" className="flex gap-1">
        {voices
          .filter(({ value }) => hasTeam || value !== "team")
          .map(({ value, label }) => (
            <button
              key={value}
              type="button"
              aria-pressed={voice === value}
              onClick={() => onVoice(value)}
              className={clsx(
                "h-7 rounded-md px-2.5 text-12 font-medium transition-colors duration-150",
                voice === value ? "bg-accent-soft text-ai" : "bg-surface-2 text-text-2 hover:text-text",
              )}
            >
              {label}
            </button>
          ))}
      </div>
      <p aria-live="polite" className="ml-auto text-12 text-text-3 figures">
        {found === null ? "" : `${found} ${found === 1 ? "line" : "lines"}`}
      </p>
    </div>
  );
}
