import type { ReactNode } from "react";
import type { CallSummary } from "@/lib/contracts/live/call-summary";
import { versionWords } from "./call-words";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";

/** Who called whom, and who answered. */
export function CallFacts({ call }: Readonly<{ call: CallSummary & { callerRefuted?: boolean } }>) {
  return (
    <section aria-label="Call">
      <h2 className="text-12 font-medium text-text-3">Call</h2>
      <dl className="mt-2 grid grid-cols-[76px_1fr] gap-x-3 gap-y-1.5 text-13">
        <Fact name="From">
          <span className="figures">{formatPhone(call.from)}</span>
          {call.callerRefuted ? (
            <span className="text-warn"> · not theirs, the telephone network says; call nobody back at it</span>
          ) : null}
        </Fact>
        {call.to === "browser" ? null : (
          <Fact name="To">
            <span className="figures">{formatPhone(call.to)}</span>
          </Fact>
        )}
        <Fact name="Line">
          {call.channel === "browser" ? "Browser" : "Telephone"}
          {call.kind === "test" ? (
            <span className="text-text-3"> · test, counts neither in figures nor against the plan</span>
          ) : null}
        </Fact>
        <Fact name="Direction">{call.direction === "inbound" ? "Inbound" : "Outbound"}</Fact>
        <Fact name="Agent">
          {call.agentName} <span className="text-text-3">{versionWords(call.agentVersion)}</span>
        </Fact>
        <Fact name="Business">{call.businessName}</Fact>
        <Fact name="Started">
          <Ago at={call.startedAt} timeZone={call.timeZone} />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: Readonly<{ name: string; children: ReactNode }>) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
