import type { OpenInterval, WeeklyHours } from "@/lib/contracts/business-hours";
import { WEEKDAYS } from "@/lib/domain/schedule/local-time";

const HOURS = 24;
const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
};
const capital = (day: string): string => day.charAt(0).toUpperCase() + day.slice(1);
const words = ({ opens, closes }: OpenInterval): string => `${opens}–${closes}`;

/** When somebody may be called, day by day, in their own time. */
export function DutyWeek({ hours }: Readonly<{ hours: WeeklyHours }>) {
  return (
    <dl className="divide-y divide-line text-13">
      {WEEKDAYS.map((day) => (
        <div key={day} className="flex min-h-9 items-center gap-3 py-1.5">
          <dt className="w-24 text-text-2">{capital(day)}</dt>
          <dd className="w-28 shrink-0 figures">
            {hours[day].length === 0 ? <span className="text-text-3">Off</span> : null}
            {hours[day].map((shift) => (
              <span key={shift.opens} className="block whitespace-nowrap">
                {words(shift)}
              </span>
            ))}
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
