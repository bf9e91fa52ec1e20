"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { Skeleton } from "@/components/ui/skeleton";
import { useIdle } from "@/components/ui/use-idle";
import type { Overview } from "@/lib/contracts/home";

const HourChart = dynamic(() => import("./hour-chart").then((module) => module.HourChart), {
  ssr: false,
  loading: () => <Skeleton className="h-[224px] w-full" />,
});

type CallsByHourProps = Readonly<{
  hours: Overview["callsByHour"];
  currentHour: number;
  weekday: string;
  date: string;
}>;

/** The hours in which anything happened today or a week ago, with one on either side. */
export function CallsByHour({ hours, currentHour, weekday, date }: CallsByHourProps) {
  const router = useRouter();
  const isIdle = useIdle();
  const busy = hours.filter(({ hour, today, lastWeek }) => today > 0 || lastWeek > 0 || hour === currentHour);
  const first = Math.max(0, (busy[0]?.hour ?? 0) - 1);
  const last = Math.min(23, (busy.at(-1)?.hour ?? 23) + 1);
  const shown = hours.filter(({ hour }) => hour >= Math.min(first, 8) && hour <= Math.max(last, 18));
  const peak = shown.reduce((most, hour) => (hour.today > most.today ? hour : most), { hour: 0, today: 0 });
  const total = shown.reduce((sum, { today }) => sum + today, 0);
  return (
    <div
      role="img"
      aria-label={
        total === 0
          ? "No calls yet today"
          : `${total} calls today; the busiest hour began at ${peak.hour}:00 with ${peak.today}`
      }
      className="h-[224px]"
    >
      {isIdle ? (
        <HourChart
          hours={shown}
          currentHour={currentHour}
          weekday={weekday}
          onPick={() => router.push(`/calls?since=${date}&until=${date}`)}
        />
      ) : (
        <Skeleton className="h-full w-full" />
      )}
    </div>
  );
}
