import { z } from "zod";
import {
  HoldInput,
  ListRecordingsQuery,
  RecordingPage,
  RecordingResource,
  RecordingSummary,
} from "@/lib/contracts/recordings";
import { defineOperation } from "../operation";
import { CALL_ID } from "./example-values";

const params = z.strictObject({ callId: z.string().meta({ description: "The call's id.", example: CALL_ID }) });

const SUMMARY = {
  id: "0198f3c2-7a51-7c1e-8f7e-2f1a3b4c5d6e",
  callId: CALL_ID,
  state: "kept",
  startMs: 2_300,
  durationMs: 61_240,
  bytes: 994_604,
  tier: "hot",
  callStartedAt: "2026-11-20T17:00:00.000Z",
  deletesAt: "2029-11-19T17:00:00.000Z",
  hold: null,
  gone: null,
};

export const listRecordingsOperation = defineOperation({
  id: "listRecordings",
  method: "GET",
  path: "/api/v1/voice/recordings",
  tag: "Recordings",
  summary: "List recordings",
  description: "Those of the newest calls first, also what became of those whose sound is gone. Go on with `cursor`.",
  scope: "recordings.listen",
  query: z.strictObject(ListRecordingsQuery.shape),
  response: RecordingPage,
  examples: { response: { recordings: [SUMMARY], nextCursor: null } },
});

export const getRecordingOperation = defineOperation({
  id: "getRecording",
  method: "GET",
  path: "/api/v1/calls/{callId}/recording",
  tag: "Recordings",
  summary: "Get what there is of a call's sound",
  description: "With how loud both sides are over its time. 404 where nothing was recorded, or nothing is stored yet.",
  scope: "recordings.listen",
  params,
  response: RecordingResource,
  refusals: [404],
  examples: { response: { ...SUMMARY, peaks: { everyMs: 50, caller: [0, 0.4, 0.7], agent: [0.6, 0.1, 0] } } },
});

export const downloadRecordingOperation = defineOperation({
  id: "downloadRecording",
  method: "GET",
  path: "/api/v1/calls/{callId}/recording/audio",
  tag: "Recordings",
  summary: "Download a call's sound",
  description:
    "A WAV file, the caller on the left, the agent on the right. A `Range` of bytes may be asked for (206). Written to the audit log, once a sitting. " +
    "409 when it is gone; 503 when it lies in the archive: it is being brought back then, and `Retry-After` says for how long.",
  scope: "recordings.listen",
  params,
  response: z.unknown(),
  media: "audio/wav",
  refusals: [404, 409, 503],
  examples: { response: null },
});

export const deleteRecordingOperation = defineOperation({
  id: "deleteRecording",
  method: "DELETE",
  path: "/api/v1/calls/{callId}/recording",
  tag: "Recordings",
  summary: "Delete a call's sound",
  description: "For good. 409 while it is under legal hold.",
  scope: "recordings.manage",
  params,
  response: RecordingSummary,
  refusals: [404, 409],
  examples: {
    response: {
      ...SUMMARY,
      state: "deleted",
      bytes: 0,
      deletesAt: null,
      gone: { at: "2026-11-21T09:00:00.000Z", by: "Ada Owner" },
    },
  },
});

export const holdRecordingOperation = defineOperation({
  id: "holdRecording",
  method: "PUT",
  path: "/api/v1/calls/{callId}/recording/hold",
  tag: "Recordings",
  summary: "Put a recording under legal hold, or lift the hold",
  description: "While it is on, neither age, nor a person, nor the erasure of the caller deletes it.",
  scope: "recordings.manage",
  params,
  body: HoldInput,
  response: RecordingSummary,
  refusals: [404, 409],
  examples: {
    body: { held: true, reason: "Dispute about the quote of 20 November" },
    response: {
      ...SUMMARY,
      deletesAt: null,
      hold: { since: "2026-11-21T09:00:00.000Z", by: "Ada Owner", reason: "Dispute about the quote of 20 November" },
    },
  },
});
