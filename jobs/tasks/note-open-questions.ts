import type { Task } from "graphile-worker";
import { noteOpenQuestions } from "@/lib/services/knowledge/note-open-questions";

/** Every 5 s: what callers asked and nothing answered is there for people to answer. */
export const noteOpenQuestionsTask: Task = async () => {
  await noteOpenQuestions();
};
