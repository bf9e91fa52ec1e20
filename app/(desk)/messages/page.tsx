import { MessageSquareText } from "lucide-react";
import type { Metadata } from "next";
import { MessageList } from "@/components/call/message-list";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { RefreshOnCallChanges } from "@/components/live/refresh-on-call-changes";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listMessages } from "@/lib/services/messages/list-messages";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { MessageTabs } from "./_components/message-tabs";

export const metadata: Metadata = { title: "Messages" };

type MessagesPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function MessagesPage({ searchParams }: MessagesPageProps) {
  const context = await requireContext("messages.read");
  const { membership } = await requireMember();
  const { show, cursor } = await searchParams;
  const showsAll = show === "all";
  const { messages, nextCursor } = await fromCursor(typeof cursor === "string" ? cursor : undefined, (from) =>
    listMessages(context, { ...(showsAll ? {} : { handled: false }), cursor: from }),
  );
  return (
    <>
      <TopBar title="Messages" />
      <ConnectionStrip timeZone={membership.timeZone} />
      <RefreshOnCallChanges />
      <MessageTabs showsAll={showsAll} />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {messages.length === 0 ? (
          <StatePanel
            icon={<MessageSquareText className="size-5" />}
            title={showsAll ? "No messages yet" : "No open messages"}
            action={showsAll ? undefined : <ButtonLink href="/messages?show=all">Show all messages</ButtonLink>}
          >
            When a caller wants something an agent cannot do, it takes a message, and it stands here with the call it
            came from.
          </StatePanel>
        ) : (
          <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
            <MessageList messages={messages} />
            {nextCursor ? (
              <nav aria-label="Pages" className="flex justify-end py-3">
                <ButtonLink href={`/messages?${showsAll ? "show=all&" : ""}cursor=${encodeURIComponent(nextCursor)}`}>
                  Older messages
                </ButtonLink>
              </nav>
            ) : null}
          </div>
        )}
      </div>
    </>
  );
}
