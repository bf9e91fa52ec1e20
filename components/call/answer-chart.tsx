"use client";

import { clsx } from "clsx";
import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatClock, formatSpan } from "@/components/format/duration";
import { type AnswerTiming, STAGES } from "./answer-stages";

type AnswerChartProps = Readonly<{
  timings: readonly AnswerTiming[];
  medianMs: number | null;
  markedTurn: string | null;
  onPick: (turnId: string) => void;
}>;

const tick = { fill: "var(--text-3)", fontSize: 12 };

/** One bar per answer, a colour per stage. A press goes to the answer. */
export function AnswerChart({ timings, medianMs, markedTurn, onPick }: AnswerChartProps) {
  const data = [...timings];
  return (
    <ResponsiveContainer width="100%" height={168}>
      <BarChart
        data={data}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="22%"
        maxBarSize={22}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="number" tickLine={false} axisLine={false} tick={tick} interval="preserveStartEnd" height={20} />
        <YAxis
          width={40}
          tickCount={4}
          tickLine={false}
          axisLine={false}
          tick={tick}
          tickFormatter={(ms: number) => (ms === 0 ? "0" : `${(ms / 1000).toFixed(1)} s`)}
        />
        <Tooltip cursor={{ fill: "var(--surface-2)" }} content={<AnswerTip />} isAnimationActive={false} />
        {STAGES.map(({ key, label, color }, index) => (
          <Bar
            key={key}
            dataKey={key}
            name={label}
            stackId="stages"
            fill={color}
            isAnimationActive={false}
            radius={index === STAGES.length - 1 ? [2, 2, 0, 0] : 0}
            className="cursor-pointer"
            onClick={(_, place) => {
              const picked = timings[place];
              if (picked) onPick(picked.turnId);
            }}
          >
            {data.map(({ turnId }) => (
              <Cell key={turnId} fillOpacity={markedTurn === null || markedTurn === turnId ? 1 : 0.4} />
            ))}
          </Bar>
        ))}
        {medianMs === null ? null : (
          <ReferenceLine y={medianMs} stroke="var(--text-3)" strokeDasharray="3 3" ifOverflow="extendDomain" />
        )}
      </BarChart>
    </ResponsiveContainer>
  );
}

type AnswerTipProps = { active?: boolean; payload?: readonly { payload?: AnswerTiming }[] };

function AnswerTip({ active, payload }: AnswerTipProps) {
  const timing = payload?.[0]?.payload;
  if (!active || !timing) return null;
  return (
    <div className="w-56 rounded-lg border border-line-strong bg-surface p-2.5 text-12 shadow-float">
      <p className="flex justify-between font-medium">
        <span>Answer at {formatClock(timing.startMs)}</span>
        <span className="figures">{formatSpan(timing.voiceToVoiceMs)}</span>
      </p>
      <p className="mt-0.5 line-clamp-2 text-text-3">{timing.text}</p>
      <dl className="mt-1.5 space-y-0.5">
        {STAGES.filter(({ key }) => timing[key] > 0).map(({ key, label, swatch }) => (
          <div key={key} className="flex items-center gap-1.5">
            <dt className="flex items-center gap-1.5 text-text-2">
              <span aria-hidden className={clsx("size-2 rounded-xs", swatch)} />
              {label}
            </dt>
            <dd className="ml-auto figures">{Math.round(timing[key])} ms</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
