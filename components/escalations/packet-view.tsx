import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { formatAgo } from "@/components/format/time";
import type { ContextPacket } from "@/lib/contracts/escalations";

type PacketViewProps = Readonly<{
  packet: ContextPacket;
  timeZone: string;
  nowMs: number;
  /** What one needs before the line opens, and no more. */
  isBrief?: boolean;
}>;

/** What a person is to know of a call they take: what it is about, what was promised, what was said and looked up. */
export function PacketView({ packet, timeZone, nowMs, isBrief = false }: PacketViewProps) {
  const { summary, issue, promises, actionItems, keyPoints, customer, earlierContacts, knowledgeUsed } = packet;
  const fields = [packet.department, ...packet.skills].filter((field) => field !== null);
  return (
    <div className="space-y-4 text-13">
      {summary ? <p className="text-14 text-pretty">{summary}</p> : null}
      {issue && issue !== summary ? <Part title="What they need">{issue}</Part> : null}
      {fields.length > 0 ? <Part title="Who knows about it">{fields.join(", ")}</Part> : null}
      <List title="Promised to the caller" items={promises} isStrong />
      <List title="To do" items={actionItems} />
      <List title="Key points" items={isBrief ? keyPoints.slice(0, 4) : keyPoints} />
      <List title="About the caller" items={customer.notes} />
      {earlierContacts.length > 0 ? (
        <Part title="Earlier calls">
          <ul className="space-y-1">
            {earlierContacts.slice(0, isBrief ? 2 : 20).map(({ callId, at, agentName, outcome }) => (
              <li key={callId}>
                <a href={`/calls/${callId}`} className="text-accent hover:underline">
                  <span suppressHydrationWarning>{formatAgo(at, nowMs, timeZone)}</span>
                </a>{" "}
                <span className="text-text-2">
                  {agentName}: {outcome}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {knowledgeUsed.length > 0 && !isBrief ? (
        <Part title="What the agent looked up">
          <ul className="space-y-2">
            {knowledgeUsed.map(({ title, text, url }) => (
              <li key={`${title} ${text}`}>
                <span className="font-medium">
                  {url && /^https?:/.test(url) ? (
                    <a
                      href={url}
                      target="_blank"
                      rel="noreferrer"
                      className="inline-flex items-center gap-1 text-accent hover:underline"
                    >
                      {title}
                      <ExternalLink aria-hidden className="size-3" />
                    </a>
                  ) : (
                    title
                  )}
                </span>
                <p className="line-clamp-3 text-pretty text-text-2">{text}</p>
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </div>
  );
}

type ListProps = Readonly<{ title: string; items: readonly string[]; isStrong?: boolean }>;

function List({ title, items, isStrong = false }: ListProps) {
  if (items.length === 0) return null;
  return (
    <Part title={title}>
      <ul className={isStrong ? "space-y-1 font-medium" : "space-y-1"}>
        {items.map((item) => (
          <li key={item} className="flex gap-2 text-pretty">
            <span aria-hidden className="mt-[7px] size-1 shrink-0 rounded-full bg-text-3" />
            {item}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Part({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <section>
      <h3 className="mb-1 text-12 font-medium text-text-3">{title}</h3>
      <div className="text-pretty">{children}</div>
    </section>
  );
}
