import type { Task } from "graphile-worker";
import { log } from "@/lib/log/log";
import { checkEntries } from "@/lib/services/appointments/outside/check-entries";

/** Every 15 s: appointments are looked at in the calendars they stand in. */
export const checkAppointmentEntriesTask: Task = async () => {
  const result = await checkEntries();
  if (result.changed + result.removed > 0) log.info(result, "appointments looked at in calendars outside");
};
