/** Why a source, or a page of one, could not be read. The message is meant for people: what happened and what to do. */
export class ReadingProblem extends Error {
  override name = "ReadingProblem";
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}
