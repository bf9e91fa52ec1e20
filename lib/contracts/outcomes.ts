import { z } from "zod";
import { Cursor, Limit, oneOrMore } from "./calls";
import { OutcomeVerdict, ReadBack } from "./live/outcomes";

/** What agents did in calls, as it was read back from the systems of record. */

const Verdict = OutcomeVerdict.meta({
  description:
    "`same`: it stands as asked and said · `different`: something else stands, or something else was said · `absent`: it is not there · `twice`: it is there more than once · `changed_since`: somebody has changed it after that · `unreadable`: the system of record could not be asked.",
});

export const OutcomeResource = z
  .strictObject({
    id: z.uuid(),
    callId: z.uuid(),
    agentId: z.uuid(),
    agentName: z.string(),
    businessId: z.uuid(),
    tool: z.string().meta({ description: "What models call it." }),
    said: z
      .string()
      .nullable()
      .meta({ description: "The last sentence that claimed it; null: nothing was said of it." }),
    verdict: Verdict,
    read: ReadBack.meta({ description: "What was asked for and what stands, as it was read last." }),
    doneAt: z.string(),
    checkedAt: z.string(),
    checksAfter: z.int().meta({ description: "How often it was read after the call." }),
    corrected: z.boolean().meta({ description: "The agent said in the call that it is not so." }),
    toldAt: z.string().nullable().meta({ description: "When the team was told that it has turned out wrong." }),
    texted: z.boolean().meta({ description: "The caller was written to then." }),
  })
  .meta({ id: "Outcome" });
export type OutcomeResource = z.output<typeof OutcomeResource>;

export const ListOutcomesQuery = z.object({
  callId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  businessId: z.uuid().optional(),
  tool: z.string().max(80).optional(),
  verdict: oneOrMore(OutcomeVerdict),
  doneAfter: z.iso.datetime({ offset: true }).optional(),
  doneBefore: z.iso.datetime({ offset: true }).optional(),
  limit: Limit,
  cursor: Cursor,
});
export type ListOutcomesQuery = z.input<typeof ListOutcomesQuery>;

export const OutcomePage = z.strictObject({ outcomes: z.array(OutcomeResource), nextCursor: z.string().nullable() });
export type OutcomePage = z.output<typeof OutcomePage>;
