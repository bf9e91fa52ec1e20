import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { clock, localTime, speakerName } from "@/lib/domain/call/call-text";
import { openCallShare } from "@/lib/services/call-shares/open-call-share";
import { requestMeta } from "@/lib/web/session";

export const metadata: Metadata = {
  title: "A shared call",
  robots: { index: false, follow: false },
  referrer: "no-referrer",
};
export const dynamic = "force-dynamic";

type SharedPageProps = Readonly<{ params: Promise<{ token: string }> }>;

/** A call for people without an account: what was said, without who was on the line. */
export default async function SharedCallPage({ params }: SharedPageProps) {
  const { requestId } = await requestMeta();
  const call = await openCallShare((await params).token, requestId);
  if (!call) notFound();
  return (
    <main className="mx-auto max-w-3xl px-4 py-10">
      <h1 className="text-20 font-semibold">A call with {call.businessName}</h1>
      <p className="mt-1 text-13 text-text-3">
        {localTime(call.startedAt, call.timeZone)} ({call.timeZone})
        {call.durationMs === null ? "" : `, ${clock(call.durationMs)}`}
        {call.outcome ? `, ${call.outcome.replaceAll("_", " ")}` : ""}
      </p>
      <p className="mt-4 rounded-lg bg-surface-2 px-3 py-2 text-13 text-text-2">
        Names, numbers and addresses were taken out (▇▇▇). This page works until{" "}
        {localTime(call.expiresAt, call.timeZone)}.
      </p>
      {call.said.length === 0 ? <p className="mt-6 text-14 text-text-3">Nobody spoke in this call.</p> : null}
      <ol aria-label="What was said" className="mt-6 space-y-3">
        {call.said.map(({ speaker, startMs, text }, at) => (
          <li key={at} className="grid grid-cols-[52px_64px_minmax(0,1fr)] gap-x-3 text-14">
            <span className="font-mono text-12 leading-6 text-text-3">{clock(startMs)}</span>
            <span className="text-13 leading-6 font-semibold">{speakerName(speaker)}</span>
            <p className="leading-6 break-words">{text || "(nothing was heard)"}</p>
          </li>
        ))}
      </ol>
    </main>
  );
}
