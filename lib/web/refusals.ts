import { HttpError, problemResponse } from "./problem";
import { newRequestId } from "./request-id";

/** Answers the methods that a resource does not have; without it Next answers an empty 405. */
export const otherMethods =
  (...allowed: string[]) =>
  (): Response =>
    problemResponse(
      new HttpError(405, `Use ${allowed.join(" or ")} here.`, { allow: allowed.join(", ") }),
      newRequestId(),
    );

export const noSuchResource = (): Response =>
  problemResponse(
    new HttpError(404, "The API has no such address. Check it against the documentation."),
    newRequestId(),
  );
