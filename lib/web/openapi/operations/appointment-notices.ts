import { z } from "zod";
import {
  FeedList,
  FeedResource,
  MadeFeed,
  NewFeed,
  NoticesInput,
  NoticesResource,
  OfBusinessQuery,
} from "@/lib/contracts/appointments";
import { defineOperation } from "../operation";
import { BUSINESS_ID, FEED_ID } from "./example-values";

const tag = "Appointments";
const NoticesParams = z.strictObject({
  businessId: z.string().meta({ description: "The business's id.", example: BUSINESS_ID }),
});
const FeedParams = z.strictObject({
  feedId: z.string().meta({ description: "The feed's id.", example: FEED_ID }),
});
const NOTICES = { sms: true, email: true, reminderMinutes: 1440 };
const FEED = {
  id: FEED_ID,
  businessId: BUSINESS_ID,
  resourceId: null,
  name: "Front desk's calendar",
  createdAt: "2026-11-20T17:00:40.000Z",
  revokedAt: null,
  lastReadAt: null,
};

export const getNoticesOperation = defineOperation({
  id: "getAppointmentNotices",
  method: "GET",
  path: "/api/v1/appointments/notices/{businessId}",
  tag,
  summary: "Get how a business writes to those who book",
  scope: "appointments.read",
  params: NoticesParams,
  response: NoticesResource,
  refusals: [404],
  examples: { response: { ...NOTICES, businessId: BUSINESS_ID } },
});

export const saveNoticesOperation = defineOperation({
  id: "saveAppointmentNotices",
  method: "PUT",
  path: "/api/v1/appointments/notices/{businessId}",
  tag,
  summary: "Change how a business writes to those who book",
  description: "Holds for what is booked, moved and canceled from now on.",
  scope: "appointments.configure",
  params: NoticesParams,
  body: NoticesInput,
  response: NoticesResource,
  refusals: [404],
  examples: { body: NOTICES, response: { ...NOTICES, businessId: BUSINESS_ID } },
});

export const listFeedsOperation = defineOperation({
  id: "listAppointmentFeeds",
  method: "GET",
  path: "/api/v1/appointments/feeds",
  tag,
  summary: "List the calendars that other programs read",
  description: "Those that work. Their addresses were shown once.",
  scope: "appointments.configure",
  query: OfBusinessQuery,
  response: FeedList,
  examples: { response: { feeds: [FEED] } },
});

export const createFeedOperation = defineOperation({
  id: "createAppointmentFeed",
  method: "POST",
  path: "/api/v1/appointments/feeds",
  tag,
  summary: "Make a secret address for other programs' calendars",
  description: "Whoever has the address reads customers' names. It is iCalendar (RFC 5545), and shown this once.",
  scope: "appointments.configure",
  body: NewFeed,
  response: MadeFeed,
  status: 201,
  refusals: [404, 409],
  examples: {
    body: { businessId: BUSINESS_ID, name: FEED.name },
    response: { ...FEED, url: "https://app.aybiza.example/api/calendars/4fY0pQb1mZr8wK2sT6uV9xA3cE5gH7jL.ics" },
  },
});

export const revokeFeedOperation = defineOperation({
  id: "revokeAppointmentFeed",
  method: "DELETE",
  path: "/api/v1/appointments/feeds/{feedId}",
  tag,
  summary: "Revoke a secret address",
  scope: "appointments.configure",
  params: FeedParams,
  response: FeedResource,
  refusals: [404],
  examples: { response: { ...FEED, revokedAt: "2026-11-21T17:00:00.000Z" } },
});
