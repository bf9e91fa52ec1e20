import type { Metadata } from "next";
import { findAnswer, listAnswers } from "@/lib/services/knowledge/list-by-hand";
import { byHandPage, type ByHandPageProps } from "@/lib/web/by-hand-page";
import { orNotFound } from "@/lib/web/or-not-found";
import { AnswerList } from "../_components/answer-list";

export const metadata: Metadata = { title: "Questions & answers" };

export default async function QuestionsPage(props: ByHandPageProps) {
  const { context, business, asked, list } = await byHandPage(props);
  const [{ answers, nextCursor }, opened] = await Promise.all([
    list((query) => listAnswers(context, query)),
    asked.edit ? orNotFound(findAnswer(context, asked.edit)) : null,
  ]);
  return (
    <AnswerList
      key={asked.edit}
      businessId={business.businessId}
      timeZone={business.timeZone}
      answers={answers}
      nextCursor={nextCursor}
      isFirst={asked.cursor === undefined}
      text={asked.text ?? ""}
      opened={opened}
      mayWrite={context.permissions.has("knowledge.write")}
    />
  );
}
