import { after } from "next/server";
import { sharedEnv } from "@/lib/env/shared";
import { log } from "@/lib/log/log";
import { answerFallback } from "@/lib/services/phone-numbers/answer-fallback";
import { noteFallbackCall } from "@/lib/services/phone-numbers/note-fallback-call";

/** A form of the carrier's is a few kilobytes. */
const MOST_BODY_BYTES = 64 * 1024;

/**
 * What the carrier asks when no call-worker answers. Content and signature are in the address, so it answers without workers and without
 * the database; that the call was is noted afterwards, if it can be.
 */
export async function POST(request: Request): Promise<Response> {
  const text = Number(request.headers.get("content-length") ?? 0) > MOST_BODY_BYTES ? "" : await request.text();
  const form = new URLSearchParams(text.slice(0, MOST_BODY_BYTES));
  const answer = answerFallback(new URL(request.url), form, sharedEnv().NEXTAUTH_SECRET);
  if (!answer) return new Response("This address was not made here.", { status: 403 });
  const { note, twiml } = answer;
  const providerCallSid = form.get("CallSid");
  if (note && providerCallSid && /^CA[0-9a-f]{32}$/.test(providerCallSid)) {
    const call = {
      providerCallSid,
      from: (form.get("From") ?? "").slice(0, 64),
      recordingSid: form.get("RecordingSid"),
      recordingSeconds: Number(form.get("RecordingDuration")) || null,
    };
    after(() =>
      noteFallbackCall(note, call, new Date()).catch((error: unknown) =>
        log.error({ err: error, providerCallSid }, "a call that the fallback took was not noted"),
      ),
    );
  }
  return new Response(twiml, { headers: { "content-type": "text/xml; charset=utf-8", "cache-control": "no-store" } });
}
