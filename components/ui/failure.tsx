import { CircleAlert } from "lucide-react";

/** What went wrong, said when it appears; nothing while all is well. */
export function Failure({ message }: Readonly<{ message: string | null }>) {
  return (
    <div role="alert">
      {message ? (
        <p className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-13 text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{message}</span>
        </p>
      ) : null}
    </div>
  );
}
