import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { checkEntries } from "@/lib/services/appointments/outside/check-entries";
import { eraseOutside } from "@/lib/services/privacy/erase-outside";

/** Every 15 s: appointments are looked at in the calendars they stand in, and who was erased is forgotten in them. */
export const checkAppointmentEntriesTask: Task = async () => {
  const result = await checkEntries();
  if (result.changed + result.removed > 0) log.info(result, "appointments looked at in calendars outside");
  await eraseOutside();
};
