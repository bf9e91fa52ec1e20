import type { Account, BookedEvent, Cancellation, EventType, Invitee } from "./world";

/** Calendly's resources as its API gives them. Source: the schemas of developer.calendly.com/api-docs. `base`: where this Calendly is. */

/** Instants as Calendly writes them, in microseconds. */
export const stamp = (atMs: number): string => new Date(atMs).toISOString().replace("Z", "000Z");

export const userUri = (base: string, { userUuid }: Account) => `${base}/users/${userUuid}`;
export const organizationUri = (base: string, { organizationUuid }: Account) =>
  `${base}/organizations/${organizationUuid}`;
export const typeUri = (base: string, uuid: string) => `${base}/event_types/${uuid}`;
const eventUri = (base: string, uuid: string) => `${base}/scheduled_events/${uuid}`;
const pageOf = ({ userUuid }: Account, { slug }: EventType) => `https://calendly.com/${userUuid.slice(0, 8)}/${slug}`;

export const presentUser = (base: string, account: Account) => ({
  uri: userUri(base, account),
  name: account.name,
  slug: account.userUuid.slice(0, 8),
  email: account.email,
  scheduling_url: `https://calendly.com/${account.userUuid.slice(0, 8)}`,
  timezone: account.timeZone,
  time_notation: "12h",
  avatar_url: null,
  created_at: stamp(0),
  updated_at: stamp(0),
  current_organization: organizationUri(base, account),
  resource_type: "User",
  locale: "en",
});

export const presentType = (base: string, account: Account, type: EventType) => ({
  uri: typeUri(base, type.uuid),
  name: type.name,
  active: type.active,
  booking_method: "instant",
  slug: type.slug,
  scheduling_url: pageOf(account, type),
  duration: type.durationMinutes,
  duration_options: null,
  kind: type.capacity > 1 ? "group" : "solo",
  pooling_type: type.pooling,
  type: "StandardEventType",
  color: "#8247f5",
  created_at: stamp(0),
  updated_at: stamp(0),
  internal_note: null,
  is_paid: false,
  description_plain: null,
  description_html: null,
  profile: { type: "User", name: account.name, owner: userUri(base, account) },
  secret: false,
  deleted_at: null,
  admin_managed: false,
  locations: type.locations,
  position: 0,
  locale: "en",
  custom_questions: type.questions.map(({ name, required }, position) => ({
    name,
    type: "text",
    position,
    enabled: true,
    required,
    answer_choices: [],
    include_other: false,
  })),
});

export const presentSlot = (account: Account, type: EventType, startMs: number, remaining: number) => ({
  status: "available",
  invitees_remaining: remaining,
  start_time: stamp(startMs),
  scheduling_url: `${pageOf(account, type)}/${new Date(startMs).toISOString()}`,
});

export const presentCancellation = ({ canceledBy, reason, cancelerType, atMs }: Cancellation) => ({
  canceled_by: canceledBy,
  reason,
  canceler_type: cancelerType,
  created_at: stamp(atMs),
});

export const presentEvent = (base: string, account: Account, event: BookedEvent) => ({
  uri: eventUri(base, event.uuid),
  name: account.types.get(event.typeUuid)?.name ?? null,
  meeting_notes_plain: null,
  meeting_notes_html: null,
  status: event.cancellation ? "canceled" : "active",
  start_time: stamp(event.startMs),
  end_time: stamp(event.endMs),
  event_type: typeUri(base, event.typeUuid),
  location: event.place,
  invitees_counter: {
    total: event.invitees.length,
    active: event.invitees.filter((invitee) => !invitee.cancellation).length,
    limit: account.types.get(event.typeUuid)?.capacity ?? 1,
  },
  created_at: stamp(event.createdAtMs),
  updated_at: stamp(event.updatedAtMs),
  event_memberships: [{ user: userUri(base, account), user_email: account.email, user_name: account.name }],
  event_guests: event.guests.map((email) => ({
    email,
    created_at: stamp(event.createdAtMs),
    updated_at: stamp(event.createdAtMs),
  })),
  calendar_event: null,
  ...(event.cancellation && { cancellation: presentCancellation(event.cancellation) }),
});

export const presentInvitee = (base: string, event: BookedEvent, invitee: Invitee) => ({
  uri: `${eventUri(base, event.uuid)}/invitees/${invitee.uuid}`,
  email: invitee.email,
  first_name: invitee.firstName,
  last_name: invitee.lastName,
  name: invitee.name,
  status: invitee.cancellation ? "canceled" : "active",
  questions_and_answers: invitee.answers,
  timezone: invitee.timezone,
  event: eventUri(base, event.uuid),
  created_at: stamp(invitee.createdAtMs),
  updated_at: stamp(invitee.cancellation?.atMs ?? invitee.createdAtMs),
  tracking: invitee.tracking,
  text_reminder_number: invitee.textReminderNumber,
  rescheduled: false,
  old_invitee: null,
  new_invitee: null,
  cancel_url: `https://calendly.com/cancellations/${invitee.uuid}`,
  reschedule_url: `https://calendly.com/reschedulings/${invitee.uuid}`,
  routing_form_submission: null,
  ...(invitee.cancellation && { cancellation: presentCancellation(invitee.cancellation) }),
  payment: null,
  no_show: null,
  reconfirmation: null,
  scheduling_method: null,
  invitee_scheduled_by: null,
});
