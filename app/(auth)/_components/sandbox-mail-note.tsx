import { FlaskConical } from "lucide-react";

/** Says where mail goes while no mail server is set up. */
export function SandboxMailNote({ inboxUrl }: Readonly<{ inboxUrl: string | null }>) {
  if (inboxUrl === null) return null;
  return (
    <p className="flex items-start gap-2 rounded-lg bg-warn-soft px-3 py-2.5 text-left text-13 text-warn">
      <FlaskConical aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        This is the sandbox: no mail leaves this machine.{" "}
        <a href={inboxUrl} className="rounded-sm font-medium underline">
          Open its inbox
        </a>
        .
      </span>
    </p>
  );
}
