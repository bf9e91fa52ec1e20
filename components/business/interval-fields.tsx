"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { OpenInterval } from "@/lib/contracts/business-hours";

type IntervalFieldsProps = Readonly<{
  /** Whose hours these are, for those who do not see it: "Monday". */
  of: string;
  intervals: readonly OpenInterval[];
  onChange: (intervals: OpenInterval[]) => void;
  errorId?: string | undefined;
}>;

const MOST = 6;
/** The end of the day, as a clock shows it. */
const MIDNIGHT = "24:00";

/** The hours of one day: a line of two times for each stretch it is open. */
export function IntervalFields({ of, intervals, onChange, errorId }: IntervalFieldsProps) {
  const replace = (index: number, change: Partial<OpenInterval>) =>
    onChange(intervals.map((each, at) => (at === index ? { ...each, ...change } : each)));
  return (
    <div className="space-y-1.5">
      {intervals.map(({ opens, closes }, index) => {
        const which = intervals.length > 1 ? ` ${index + 1}` : "";
        return (
          <div key={index} className="flex items-center gap-1">
            <TimeField
              label={`${of} opens${which}`}
              value={opens}
              errorId={errorId}
              onChange={(value) => replace(index, { opens: value })}
            />
            <span aria-hidden className="text-text-3">
              –
            </span>
            <TimeField
              label={`${of} closes${which}`}
              value={closes === MIDNIGHT ? "00:00" : closes}
              errorId={errorId}
              onChange={(value) => replace(index, { closes: value === "00:00" ? MIDNIGHT : value })}
            />
            {intervals.length > 1 ? (
              <Button
                look="ghost"
                size="sm"
                className="px-1.5"
                aria-label={`Remove ${of} hours ${index + 1}`}
                onClick={() => onChange(intervals.filter((_, at) => at !== index))}
              >
                <X aria-hidden className="size-3.5" />
              </Button>
            ) : null}
            {index === intervals.length - 1 && intervals.length < MOST ? (
              <Button
                look="ghost"
                size="sm"
                className="px-1.5"
                aria-label={`Add hours on ${of}`}
                onClick={() => onChange([...intervals, nextInterval(intervals)])}
              >
                <Plus aria-hidden className="size-3.5" />
              </Button>
            ) : null}
          </div>
        );
      })}
    </div>
  );
}

type TimeFieldProps = Readonly<{
  label: string;
  value: string;
  onChange: (value: string) => void;
  errorId: string | undefined;
}>;

function TimeField({ label, value, onChange, errorId }: TimeFieldProps) {
  return (
    <Input
      type="time"
      aria-label={label}
      aria-invalid={errorId ? true : undefined}
      aria-describedby={errorId}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="w-[6.9rem] px-2 figures"
    />
  );
}

/** After a break of an hour, for four hours; or what is left of the day. */
function nextInterval(intervals: readonly OpenInterval[]): OpenInterval {
  const last = Number((intervals.at(-1)?.closes ?? "08:00").slice(0, 2)) || 0;
  const at = (hour: number) => `${String(Math.min(hour, 24)).padStart(2, "0")}:00`;
  return last + 1 >= 24 ? { opens: "", closes: "" } : { opens: at(last + 1), closes: at(last + 5) };
}
