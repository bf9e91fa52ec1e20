"use client";

import { MessageCircleQuestionMark, Plus, Search } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Failure } from "@/components/ui/failure";
import { Input } from "@/components/ui/input";
import { StatePanel } from "@/components/ui/state-panel";
import type { AskedKnowledge, KnowledgeFilterChoices } from "@/lib/contracts/knowledge-asked";
import { MAX_QUESTION_CHARACTERS } from "@/lib/contracts/knowledge-by-hand";
import { askAction } from "../../ask-action";
import { saveAnswerAction } from "../../hand-actions";
import { AnswerDialog } from "./answer-dialog";
import { AskFilterPanel, type AskFilters, toKnowledgeFilters } from "./ask-filters";
import { AskedView } from "./asked-view";

type Told = { question: string; asked: AskedKnowledge; isNarrowed: boolean };

type AskPanelProps = Readonly<{ businessId: string; choices: KnowledgeFilterChoices; mayWrite: boolean }>;

/** A question, and what an agent would be given to answer it from. */
export function AskPanel({ businessId, choices, mayWrite }: AskPanelProps) {
  const [chosen, setChosen] = useState<AskFilters>({});
  const [question, setQuestion] = useState("");
  const [told, setTold] = useState<Told | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAnswering, setIsAnswering] = useState(false);
  const [isPending, start] = useTransition();
  const ask = (about: string, within: AskFilters = chosen) =>
    start(async () => {
      setProblem(null);
      const filters = toKnowledgeFilters(within);
      const saved = await askAction(businessId, about, filters).catch(() => null);
      if (saved?.ok)
        return setTold({ question: about, asked: saved.data, isNarrowed: Object.keys(filters).length > 0 });
      setProblem(saved?.message ?? "This did not reach the server. Check the connection and try again.");
    });
  const narrow = (next: AskFilters) => {
    setChosen(next);
    // What is on the page is always what the filters say.
    if (told) ask(told.question, next);
  };
  const add = mayWrite ? (
    <Button
      look={told && told.asked.passages.length === 0 ? "primary" : "secondary"}
      onClick={() => setIsAnswering(true)}
    >
      <Plus aria-hidden className="size-4" />
      Add the answer
    </Button>
  ) : null;
  return (
    <div className="mx-auto max-w-4xl px-4 py-5 md:px-6">
      <form
        role="search"
        aria-label="Ask your knowledge"
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (question.trim() !== "") ask(question.trim());
        }}
      >
        <div className="relative min-w-0 flex-1">
          <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-4 text-text-3" />
          <Input
            type="search"
            aria-label="Your question"
            placeholder="What does a cleaning cost without insurance?"
            autoFocus
            maxLength={500}
            value={question}
            onChange={({ target }) => setQuestion(target.value)}
            className="h-10 w-full pl-9 text-14!"
          />
        </div>
        <Button type="submit" size="lg" look="primary" disabled={isPending || question.trim() === ""}>
          {isPending ? "Looking" : "Ask"}
        </Button>
      </form>
      <AskFilterPanel choices={choices} chosen={chosen} onChange={narrow} />
      <div className="mt-4 empty:hidden">
        <Failure message={problem} />
      </div>
      <div
        aria-live="polite"
        aria-busy={isPending}
        className={isPending ? "opacity-60 transition-opacity" : "transition-opacity"}
      >
        {told ? (
          <AskedView
            businessId={businessId}
            {...told}
            add={add}
            widen={<Button onClick={() => narrow({})}>Look in everything</Button>}
          />
        ) : (
          <StatePanel icon={<MessageCircleQuestionMark className="size-5" />} title="Ask as a caller would">
            You see the passages an agent would be given, where each comes from, how well it fits and how long it took.
            What nothing fits, an agent does not know.
          </StatePanel>
        )}
      </div>
      {told && isAnswering ? (
        <AnswerDialog
          title="Add the answer"
          initial={{ question: told.question.slice(0, MAX_QUESTION_CHARACTERS), answer: "" }}
          save={(draft) => saveAnswerAction({ businessId, ...draft }, null)}
          onSaved={() => {
            setIsAnswering(false);
            ask(told.question);
          }}
          onClose={() => setIsAnswering(false)}
        />
      ) : null}
    </div>
  );
}
