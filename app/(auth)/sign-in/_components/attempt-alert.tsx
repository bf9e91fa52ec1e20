import { CircleAlert } from "lucide-react";
import { formatClock } from "@/components/format/duration";

type AttemptAlertProps = Readonly<{
  message: string | null;
  /** The server asked for a wait. */
  waited: boolean;
  leftMs: number;
}>;

/** Why an attempt failed, and how long until the next one may be made. Said to screen readers when it appears. */
export function AttemptAlert({ message, waited, leftMs }: AttemptAlertProps) {
  return (
    <div role="alert">
      {message ? (
        <p className="animate-rise flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            {message}
            {leftMs > 0 ? (
              <>
                {" "}
                Try again in <span className="font-medium figures">{formatClock(leftMs + 999)}</span>.
              </>
            ) : waited ? (
              " You can try again now."
            ) : null}
          </span>
        </p>
      ) : null}
    </div>
  );
}
