import type { OpenInterval, WeeklyHours } from "@/lib/contracts/business-hours";
import { WEEKDAYS } from "@/lib/domain/schedule/local-time";

const HOURS = 24;
const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};
const words = (shifts: readonly OpenInterval[]): string =>
  shifts.length === 0 ? "Off" : shifts.map(({ opens, closes }) => `${opens}–${closes}`).join(", ");

/** When somebody may be called, day by day, in their own time. */
export function DutyWeek({ hours }: Readonly<{ hours: WeeklyHours }>) {
  return (
    <dl className="divide-y divide-line text-13">
      {WEEKDAYS.map((day) => (
        <div key={day} className="flex h-9 items-center gap-3">
          <dt className="w-24 text-text-2 capitalize">{day}</dt>
          <dd className="w-32 shrink-0 figures">
            <span className={hours[day].length === 0 ? "text-text-3" : ""}>{words(hours[day])}</span>
          </dd>
          <dd aria-hidden className="hidden min-w-0 flex-1 sm:block">
            <svg viewBox={`0 0 ${HOURS * 60} 60`} preserveAspectRatio="none" className="h-2 w-full">
              <rect width={HOURS * 60} height="60" className="fill-surface-2" />
              {hours[day].map(({ opens, closes }) => (
                <rect
                  key={opens}
                  x={minutesOf(opens)}
                  width={Math.max(0, minutesOf(closes) - minutesOf(opens))}
                  height="60"
                  className="fill-good"
                />
              ))}
            </svg>
          </dd>
        </div>
      ))}
    </dl>
  );
}
