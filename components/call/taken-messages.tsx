import { formatPhone } from "@/components/format/phone";

export type TakenMessage = { id: string; callerName: string; callbackNumber: string; text: string };

/** What the caller wanted passed on. Nothing when nothing was. */
export function TakenMessages({ messages }: Readonly<{ messages: readonly TakenMessage[] }>) {
  if (messages.length === 0) return null;
  return (
    <section aria-label="Messages taken">
      <h2 className="text-12 font-medium text-text-3">{messages.length === 1 ? "Message taken" : "Messages taken"}</h2>
      <ul className="mt-2 space-y-2">
        {messages.map(({ id, callerName, callbackNumber, text }) => (
          <li key={id} className="rounded-lg border border-line p-3 text-13">
            <p className="text-text">{text}</p>
            <p className="mt-1.5 text-12 text-text-3">
              {callerName} · <span className="figures">{formatPhone(callbackNumber)}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
