import { z } from "zod";
import { OutageList, OutageResource, StartOutageInput } from "@/lib/contracts/api/outages";
import { defineOperation } from "../operation";
import { NUMBER_ID, OUTAGE_ID } from "./example-values";

const tag = "Phone numbers";
const OUTAGE = {
  id: OUTAGE_ID,
  scope: "number",
  businessId: null,
  phoneNumberId: NUMBER_ID,
  covers: "+14155550123",
  message: "We are closed because of a power cut. Please call again tomorrow.",
  forwardTo: null,
  startedAt: "2026-11-20T17:00:00.000Z",
  startedByName: "Dana Whitfield",
  endedAt: null,
};

export const listOutagesOperation = defineOperation({
  id: "listOutages",
  method: "GET",
  path: "/api/v1/outages",
  tag,
  summary: "List outages in force",
  scope: "organization.read",
  response: OutageList,
  examples: { response: { outages: [OUTAGE] } },
});

export const startOutageOperation = defineOperation({
  id: "startOutage",
  method: "POST",
  path: "/api/v1/outages",
  tag,
  summary: "Switch outage mode on",
  description:
    "Callers of a number, of a business or, without either, of the whole organization hear the message or are handed on, and no agent answers. In force within seconds; calls in progress go on.",
  scope: "outages.set",
  body: StartOutageInput,
  response: OutageResource,
  status: 201,
  refusals: [404],
  examples: { body: { phoneNumberId: NUMBER_ID, message: OUTAGE.message }, response: OUTAGE },
});

export const endOutageOperation = defineOperation({
  id: "endOutage",
  method: "POST",
  path: "/api/v1/outages/{outageId}/end",
  tag,
  summary: "Switch outage mode off",
  scope: "outages.set",
  params: z.strictObject({ outageId: z.string().meta({ description: "The outage's id.", example: OUTAGE_ID }) }),
  response: OutageResource,
  refusals: [404],
  examples: { response: { ...OUTAGE, endedAt: "2026-11-20T18:00:00.000Z" } },
});
