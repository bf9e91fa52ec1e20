import { ServiceError } from "@/lib/services/errors";
import type { ActionState } from "../_components/use-form-action";

/** Does a change and says in words what became of it. What is not meant for people goes on to the error page. */
export async function outcomeOf(work: () => Promise<string>): Promise<ActionState> {
  try {
    return { status: "done", message: await work() };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code === "INTERNAL") throw error;
    return { status: "failed", message: error.message, fields: error.fields };
  }
}

/** One text of a form; empty when it is missing or a file. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
