import { z } from "zod";
import { Cursor, Limit, oneOrMore } from "./calls";
import {
  ColleagueQuestion,
  EscalationCause,
  EscalationPriority,
  EscalationState,
  EscalationSummary,
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
  escalations: z.array(EscalationSummary),
  nextCursor: z.string().nullable(),
});
export type EscalationPage = z.infer<typeof EscalationPage>;

export const ResolutionTimesQuery = z.object({
  ...ListEscalationsQuery.pick({ businessId: true, cause: true, priority: true, humanAgentId: true }).shape,
  days: z.coerce.number().int().min(1).max(366).default(30).meta({ description: "So many days back from now." }),
});

/** How long it took from being raised to being settled, of what was settled in the last days. Null where there was nothing to measure. */
export const ResolutionTimes = z
  .strictObject({
    days: z.int(),
    states: z.array(
      z.strictObject({
        state: EscalationState.extract(["completed", "abandoned"]),
        count: z.int(),
        medianMs: z.number().nullable(),
        meanMs: z.number().nullable(),
      }),
    ),
  })
  .meta({ id: "ResolutionTimes" });
export type ResolutionTimes = z.infer<typeof ResolutionTimes>;

export const QuestionList = z.strictObject({ questions: z.array(ColleagueQuestion) });
export type QuestionList = z.infer<typeof QuestionList>;

export const AnswerQuestionInput = z.strictObject({
  answer: z.string().trim().min(1, "write the answer").max(500, "500 characters at most"),
});
export type AnswerQuestionInput = z.input<typeof AnswerQuestionInput>;
