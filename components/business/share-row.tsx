import { QualityComponent, type QualitySettings } from "@/lib/contracts/business-settings";
import { COMPONENT_WORDS } from "./business-words";

const FILLS: Record<QualityComponent, string> = {
  sentiment: "var(--stage-turn)",
  compliance: "var(--stage-token)",
  accuracy: "var(--stage-audio)",
  professionalism: "var(--stage-tool)",
};

/** How a score is made up, as one bar. */
export function ShareBar({ shares }: Readonly<{ shares: QualitySettings["weights"] }>) {
  const parts = QualityComponent.options.filter((part) => shares[part] > 0);
  const widths = parts.map((part) => Math.round(shares[part] * 1000) / 10);
  const startOf = (index: number) => widths.slice(0, index).reduce((sum, width) => sum + width, 0);
  return (
    <figure className="mt-3">
      <svg
        viewBox="0 0 100 2"
        preserveAspectRatio="none"
        className="h-2 w-full overflow-hidden rounded-full"
        aria-hidden
      >
        {parts.map((part, index) => (
          <rect key={part} x={startOf(index)} width={widths[index]} y="0" height="2" fill={FILLS[part]} />
        ))}
      </svg>
      <figcaption className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1 text-12 text-text-3">
        {parts.map((part) => (
          <span key={part} className="flex items-center gap-1.5">
            <svg viewBox="0 0 8 8" className="size-2" aria-hidden>
              <circle cx="4" cy="4" r="4" fill={FILLS[part]} />
            </svg>
            {COMPONENT_WORDS[part].label} {Math.round(shares[part] * 100)} %
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
