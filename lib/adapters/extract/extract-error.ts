export type ExtractProblem =
  | "empty"
  | "too_large"
  | "wrong_type"
  | "encrypted"
  | "broken"
  | "no_text"
  | "too_many_pages"
  | "unpacks_to_too_much"
  | "too_slow"
  | "too_much_memory";

/** Why a file or a page could not be read. The message is meant for the person who gave it: what is wrong, and what to do. */
export class ExtractError extends Error {
  override name = "ExtractError";
  constructor(
    readonly problem: ExtractProblem,
    message: string,
  ) {
    super(message);
  }
}
