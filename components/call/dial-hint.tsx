import { formatPhone } from "@/components/format/phone";
import { Phone } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

type DialHintProps = Readonly<{
  phoneNumber: string;
  /** With the sandbox one dials from a terminal. */
  isSandbox: boolean;
  /** Whether this person has the sandbox's phone in the browser. */
  mayCall: boolean;
}>;

export const dialCommand = (phoneNumber: string): string =>
  `npm run call -- --to ${phoneNumber} --say "When are you open?" --say "Thank you, bye"`;

/** How to place a call to an agent, right now. */
export function DialHint({ phoneNumber, isSandbox, mayCall }: DialHintProps) {
  if (!isSandbox) {
    return (
      <p className="text-14 text-text-2">
        Dial <span className="font-medium whitespace-nowrap text-text figures">{formatPhone(phoneNumber)}</span> from
        any phone.
      </p>
    );
  }
  const command = dialCommand(phoneNumber);
  return (
    <div className="space-y-3 text-left">
      {mayCall ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-13 text-text-3">
          <ButtonLink href="/phone">
            <Phone aria-hidden className="size-4" />
            Call it from the browser
          </ButtonLink>
          or from a terminal:
        </p>
      ) : null}
      <div className="flex items-start gap-2 rounded-lg border border-line bg-surface py-1.5 pr-1.5 pl-3 text-left">
        <code className="min-w-0 flex-1 py-1 font-mono text-12 leading-5 break-words text-text-2">{command}</code>
        <CopyButton text={command} label="Copy the command" compact />
      </div>
    </div>
  );
}
