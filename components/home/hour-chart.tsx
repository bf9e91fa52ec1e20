"use client";

import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { Overview } from "@/lib/contracts/home";

type Hour = Overview["callsByHour"][number];
type HourChartProps = Readonly<{
  hours: readonly Hour[];
  /** The local hour that is not over yet. */
  currentHour: number;
  weekday: string;
  onPick: (hour: number) => void;
}>;

const tick = { fill: "var(--text-3)", fontSize: 12 };
const clock = (hour: number) => `${hour}:00`;

/** Today as bars, last week's same day as a line across each. */
export function HourChart({ hours, currentHour, weekday, onPick }: HourChartProps) {
  const data = hours.map((hour) => ({ ...hour, most: Math.max(hour.today, hour.lastWeek) }));
  return (
    <ResponsiveContainer width="100%" height={224}>
      <BarChart
        data={data}
        margin={{ top: 12, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="24%"
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis dataKey="hour" tickFormatter={clock} tickLine={false} axisLine={false} tick={tick} minTickGap={28} />
        {/* Bars on an axis of their own stand in the same place, not beside each other. */}
        <XAxis xAxisId="usual" dataKey="hour" hide />
        <YAxis width={28} allowDecimals={false} tickCount={4} tickLine={false} axisLine={false} tick={tick} />
        <Tooltip
          cursor={{ fill: "var(--surface-2)" }}
          content={<HourTip weekday={weekday} />}
          isAnimationActive={false}
        />
        <Bar
          dataKey="today"
          fill="var(--ai)"
          radius={[3, 3, 0, 0]}
          isAnimationActive={false}
          className="cursor-pointer"
          onClick={(_, place) => {
            const picked = hours[place];
            if (picked) onPick(picked.hour);
          }}
        >
          {data.map(({ hour }) => (
            <Cell key={hour} fillOpacity={hour === currentHour ? 0.55 : 0.9} />
          ))}
        </Bar>
        <Bar
          dataKey="lastWeek"
          xAxisId="usual"
          isAnimationActive={false}
          shape={<UsualMark />}
          className="pointer-events-none"
        />
      </BarChart>
    </ResponsiveContainer>
  );
}

type MarkProps = { x?: number; y?: number; width?: number; value?: number | [number, number] };

function UsualMark({ x = 0, y = 0, width = 0, value }: MarkProps) {
  const count = Array.isArray(value) ? value[1] : value;
  if (!count) return null;
  return <rect x={x - 2} y={y - 1} width={width + 4} height={2} rx={1} fill="var(--text-3)" />;
}

type HourTipProps = { active?: boolean; payload?: readonly { payload?: Hour }[]; weekday: string };

function HourTip({ active, payload, weekday }: HourTipProps) {
  const hour = payload?.[0]?.payload;
  if (!active || !hour) return null;
  return (
    <div className="rounded-lg border border-line-strong bg-surface p-2.5 text-12 shadow-float">
      <p className="font-medium">
        {clock(hour.hour)} to {clock(hour.hour + 1)}
      </p>
      <p className="mt-1 flex justify-between gap-6 text-text-2">
        Today <span className="text-text figures">{hour.today}</span>
      </p>
      <p className="flex justify-between gap-6 text-text-2">
        Last {weekday} <span className="text-text figures">{hour.lastWeek}</span>
      </p>
    </div>
  );
}
