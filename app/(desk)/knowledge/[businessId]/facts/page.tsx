import type { Metadata } from "next";
import { findFact, listFacts } from "@/lib/services/knowledge/list-by-hand";
import { byHandPage, type ByHandPageProps } from "@/lib/web/by-hand-page";
import { orNotFound } from "@/lib/web/or-not-found";
import { FactList } from "../_components/fact-list";

export const metadata: Metadata = { title: "Facts" };

export default async function FactsPage(props: ByHandPageProps) {
  const { context, business, asked, list } = await byHandPage(props);
  const [{ facts, nextCursor }, opened] = await Promise.all([
    list((query) => listFacts(context, query)),
    asked.edit ? orNotFound(findFact(context, asked.edit)) : null,
  ]);
  return (
    <FactList
      key={asked.edit}
      businessId={business.businessId}
      timeZone={business.timeZone}
      facts={facts}
      nextCursor={nextCursor}
      isFirst={asked.cursor === undefined}
      text={asked.text ?? ""}
      opened={opened}
      mayWrite={context.permissions.has("knowledge.write")}
    />
  );
}
