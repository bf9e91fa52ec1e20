"use server";

import { revalidatePath } from "next/cache";
import type {
  AppointmentResource,
  BookingResult,
  FeedResource,
  MadeFeed,
  NoticesResource,
  ResourceKind,
  ResourceResource,
  ServiceResource,
  SlotList,
} from "@/lib/contracts/appointments";
import type { AppointmentBookResource, EventType } from "@/lib/contracts/appointment-books";
import type { Saved } from "@/lib/contracts/saved";
import { sharedEnv } from "@/lib/env/shared";
import { bookAppointment } from "@/lib/services/appointments/book-appointment";
import { saveAppointmentBook } from "@/lib/services/appointments/outside/book-settings";
import { listEventTypes } from "@/lib/services/appointments/outside/event-types";
import { createFeed, revokeFeed } from "@/lib/services/appointments/feeds";
import { findSlots } from "@/lib/services/appointments/find-slots";
import { cancelAppointment, moveAppointment } from "@/lib/services/appointments/move-appointment";
import { saveNotices } from "@/lib/services/appointments/notices";
import { createResource, deleteResource, updateResource } from "@/lib/services/appointments/save-resource";
import { createService, deleteService, updateService } from "@/lib/services/appointments/save-service";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";

/** What an island asks for: a free time, for one that is to be moved or a new one. */
type SlotsAsked = { serviceId: string; date: string; staffId?: string; appointmentId?: string };

export async function findSlotsAction(asked: SlotsAsked): Promise<Saved<SlotList>> {
  const context = await requireContext("appointments.read");
  return savedOf(() => findSlots(context, { ...asked, limit: 200 }));
}

export async function bookAction(input: unknown): Promise<Saved<BookingResult>> {
  const context = await requireContext("appointments.write");
  return changing(() => bookAppointment(context, input));
}

export async function moveAction(appointmentId: string, input: unknown): Promise<Saved<BookingResult>> {
  const context = await requireContext("appointments.write");
  return changing(() => moveAppointment(context, appointmentId, input));
}

export async function cancelAction(appointmentId: string): Promise<Saved<AppointmentResource>> {
  const context = await requireContext("appointments.write");
  return changing(() => cancelAppointment(context, appointmentId));
}

export async function saveServiceAction(
  businessId: string,
  serviceId: string | null,
  profile: object,
): Promise<Saved<ServiceResource>> {
  const context = await requireContext("appointments.configure");
  return changing(() =>
    serviceId === null
      ? createService(context, { ...profile, businessId })
      : updateService(context, serviceId, profile),
  );
}

export async function deleteServiceAction(serviceId: string): Promise<Saved<{ id: string }>> {
  const context = await requireContext("appointments.configure");
  return changing(() => deleteService(context, serviceId));
}

export async function saveResourceAction(
  of: { businessId: string; kind: ResourceKind },
  resourceId: string | null,
  profile: object,
): Promise<Saved<ResourceResource>> {
  const context = await requireContext("appointments.configure");
  return changing(() =>
    resourceId === null ? createResource(context, { ...profile, ...of }) : updateResource(context, resourceId, profile),
  );
}

export async function deleteResourceAction(resourceId: string): Promise<Saved<{ id: string }>> {
  const context = await requireContext("appointments.configure");
  return changing(() => deleteResource(context, resourceId));
}

export async function saveNoticesAction(businessId: string, input: object): Promise<Saved<NoticesResource>> {
  const context = await requireContext("appointments.configure");
  return changing(() => saveNotices(context, businessId, input));
}

export async function saveBookAction(businessId: string, input: object): Promise<Saved<AppointmentBookResource>> {
  const context = await requireContext("appointments.configure");
  return changing(() => saveAppointmentBook(context, businessId, input));
}

export async function listEventTypesAction(): Promise<Saved<EventType[]>> {
  const context = await requireContext("appointments.configure");
  return savedOf(() => listEventTypes(context));
}

export async function createFeedAction(input: object): Promise<Saved<MadeFeed>> {
  const context = await requireContext("appointments.configure");
  return changing(() => createFeed(context, input, { webUrl: sharedEnv().PUBLIC_WEB_URL }));
}

export async function revokeFeedAction(feedId: string): Promise<Saved<FeedResource>> {
  const context = await requireContext("appointments.configure");
  return changing(() => revokeFeed(context, feedId));
}

async function changing<T>(work: () => Promise<T>): Promise<Saved<T>> {
  const saved = await savedOf(work);
  if (saved.ok) revalidatePath("/appointments", "layout");
  return saved;
}
