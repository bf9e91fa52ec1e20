import type { Task } from "graphile-worker";
import { checkDueNumbers } from "@/lib/services/phone-numbers/check-due-numbers";
import { numberDepsFor } from "@/lib/services/phone-numbers/number-deps-for";

/** Every minute: do the numbers' addresses at the carrier still lead here, and did every order and release come to an end. */
export const checkNumbersTask: Task = async () => {
  await checkDueNumbers(numberDepsFor, new Date());
};
