import { clsx } from "clsx";
import { formatClock } from "@/components/format/duration";
import sample from "./sample-call.json";

type Line = { who: string; startMs: number; text: string; interrupted?: boolean };
const lines: readonly Line[] = sample.lines;

/**
 * A call to listen to. Captions follow the sound without any script of ours: browsers draw a track over a video element, even when
 * there is nothing but sound in it.
 */
export function SampleCall() {
  return (
    <div className="grid gap-8 lg:grid-cols-[5fr_6fr] lg:gap-12">
      <figure className="min-w-0 self-start lg:sticky lg:top-20">
        <div className="overflow-hidden rounded-xl border border-line bg-surface">
          <div className="flex items-baseline gap-2 px-4 pt-3 text-12 text-text-3">
            <span className="text-14 font-semibold text-text">Bright Dental</span>
            <span>made-up practice, real call</span>
            <span className="ml-auto font-mono figures">{formatClock(sample.durationMs)}</span>
          </div>
          <Waveform />
          <video
            controls
            preload="metadata"
            playsInline
            controlsList="nofullscreen nodownload noremoteplayback"
            disablePictureInPicture
            aria-label="Recording of a call, with captions"
            className="sample-call block h-40 w-full sm:h-32"
          >
            <source src="/sample-call.wav" type="audio/wav" />
            <track kind="captions" src="/sample-call.vtt" srcLang="en" label="Transcript" default />
            <a href="/sample-call.wav">Download the recording</a>
          </video>
        </div>
        <figcaption className="mt-3 text-13 text-pretty text-text-3">
          Recorded from a call through Aybiza’s own telephone exchange, with stand-ins in place of the paid services: a
          simple speech synthesiser speaks for both sides, so the voices are plainer than those your callers would hear,
          and the stand-ins answer faster than real services do. Words, order and interruption are as they happened.
        </figcaption>
      </figure>
      <ol aria-label="Transcript of the call" className="min-w-0 divide-y divide-line border-y border-line">
        {lines.map(({ who, startMs, text, interrupted }) => (
          <li key={startMs} className="grid grid-cols-[40px_52px_1fr] gap-x-2 py-2.5 text-14 sm:gap-x-4">
            <span className="font-mono text-12 leading-5 text-text-3 figures">{formatClock(startMs)}</span>
            <span className={clsx("text-13 leading-5 font-medium", who === "agent" ? "text-ai" : "text-caller")}>
              {who === "agent" ? "Agent" : "Caller"}
            </span>
            <span className="text-pretty">
              {text}
              {interrupted ? (
                <span className="ml-1.5 text-12 whitespace-nowrap text-text-3">– the caller broke in</span>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Who spoke when, and how loud: the agent above the line, the caller below. */
function Waveform() {
  const { agent, caller } = sample.peaks;
  const width = 100 / agent.length;
  const bars = (peaks: readonly number[], isAbove: boolean) =>
    peaks.map((peak, index) => {
      const height = peak === 0 ? 0 : 3 + peak * 0.45;
      return height === 0 ? null : (
        <rect
          key={index}
          x={`${index * width}%`}
          width={`${width * 0.6}%`}
          y={isAbove ? 50 - height : 52}
          height={height}
          rx={1}
        />
      );
    });
  return (
    <svg aria-hidden className="block h-[92px] w-full px-4" preserveAspectRatio="none">
      <line x1="0" x2="100%" y1="51" y2="51" className="stroke-line" />
      <g className="fill-ai">{bars(agent, true)}</g>
      <g className="fill-text-3">{bars(caller, false)}</g>
    </svg>
  );
}
