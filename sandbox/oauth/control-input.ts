import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { explainIssues } from "../controls/control-input";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";

const BODY_LIMIT_BYTES = 64 * 1024;

class BadInputError extends Error {}

/** Answers a control's request: 200 with what it did, 404 when there is no such control, 400 `{ error }` on bad input. */
export async function replyControl(response: ServerResponse, work: () => Promise<object | undefined>): Promise<void> {
  try {
    const answer = await work();
    if (!answer) return replyJson(response, 404, { error: "There is no such control." });
    replyJson(response, "error" in answer ? 400 : 200, answer);
  } catch (error) {
    if (!(error instanceof BadInputError)) throw error;
    replyJson(response, 400, { error: error.message });
  }
}

export async function readControlInput<T>(request: IncomingMessage, schema: z.ZodType<T>): Promise<T> {
  const text = (await readBody(request, BODY_LIMIT_BYTES)).toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text || "{}");
  } catch {
    throw new BadInputError("The body is not JSON.");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BadInputError(explainIssues(parsed.error));
  return parsed.data;
}
