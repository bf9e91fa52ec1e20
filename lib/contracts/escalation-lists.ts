import { z } from "zod";
import { Cursor, Limit, oneOrMore } from "./calls";
import {
  ColleagueQuestion,
  EscalationCause,
  EscalationPriority,
  EscalationResource,
  EscalationState,
} from "./escalations";

export const ListEscalationsQuery = z.object({
  state: oneOrMore(EscalationState),
  businessId: z.uuid().optional(),
  callId: z.uuid().optional(),
  cause: EscalationCause.optional(),
  priority: EscalationPriority.optional(),
  humanAgentId: z.uuid().optional().meta({ description: "Who took it, or looks after it." }),
  createdAfter: z.iso.datetime({ offset: true }).optional(),
  createdBefore: z.iso.datetime({ offset: true }).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListEscalationsQuery = z.input<typeof ListEscalationsQuery>;

export const EscalationPage = z.strictObject({
  escalations: z.array(EscalationResource),
  nextCursor: z.string().nullable(),
});
export type EscalationPage = z.infer<typeof EscalationPage>;

export const QuestionList = z.strictObject({ questions: z.array(ColleagueQuestion) });
export type QuestionList = z.infer<typeof QuestionList>;

export const AnswerQuestionInput = z.strictObject({
  answer: z.string().trim().min(1, "write the answer").max(500, "500 characters at most"),
});
export type AnswerQuestionInput = z.input<typeof AnswerQuestionInput>;
