import { publishEvent } from "../live/publish-event";

/** Has calendars that are open read themselves anew, once the change stands. Nobody waits for the browsers: what they miss, they read. */
export function announceAppointment(
  organizationId: string,
  { id, businessId }: { id: string; businessId: string },
): void {
  const data = { appointmentId: id, businessId };
  void publishEvent({ organizationId, userId: null }, { name: "appointment.changed", data });
}
