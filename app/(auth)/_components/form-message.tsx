import { CircleAlert, CircleCheck } from "lucide-react";

type FormMessageProps = Readonly<{ tone: "good" | "bad"; message: string | null }>;

/** What became of a form, said to everyone. Its place is kept in the page, so that readers hear what comes into it. */
export function FormMessage({ tone, message }: FormMessageProps) {
  const Icon = tone === "bad" ? CircleAlert : CircleCheck;
  return (
    <div role={tone === "bad" ? "alert" : "status"}>
      {message ? (
        <p
          className={`animate-rise flex items-start gap-2 rounded-md px-3 py-2 text-13 ${
            tone === "bad" ? "bg-bad-soft text-bad" : "bg-good-soft text-good"
          }`}
        >
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{message}</span>
        </p>
      ) : null}
    </div>
  );
}
