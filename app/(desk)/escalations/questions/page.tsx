import type { Metadata } from "next";
import { ConnectionStrip } from "@/components/live/connection-strip";
import { TopBar } from "@/components/shell/top-bar";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { answerQuestionAction } from "../../actions";
import { EscalationTabs } from "../_components/escalation-tabs";
import { OpenQuestions } from "./_components/open-questions";

export const metadata: Metadata = { title: "Questions from agents" };

export default async function QuestionsPage() {
  await requireContext("questions.answer");
  const { membership } = await requireMember();
  return (
    <>
      <TopBar title="Questions from agents" />
      <ConnectionStrip timeZone={membership.timeZone} />
      <EscalationTabs />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        <OpenQuestions answer={answerQuestionAction} />
      </div>
    </>
  );
}
