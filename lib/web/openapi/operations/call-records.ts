import { z } from "zod";
import { CallExportFormat, ExportedFile } from "@/lib/contracts/call-export";
import { CallShare, NewCallShare, ShareInput } from "@/lib/contracts/call-shares";
import { CallView, TagCallsInput, TaggedCalls, ViewInput } from "@/lib/contracts/call-views";
import { ExportCallsInput } from "@/lib/services/calls/export-calls";
import { defineOperation } from "../operation";
import { CALL_ID } from "./example-values";

const [SHARE_ID, VIEW_ID] = ["019a9e10-7c11-7b52-8e0f-51f3a1c2b0d1", "019a9e10-7c11-7b52-8e0f-51f3a1c2b0d2"];
const SHARE = {
  id: SHARE_ID,
  createdByName: "Dana Cole",
  createdAt: "2026-11-20T17:05:00.000Z",
  expiresAt: "2026-11-27T17:05:00.000Z",
  revokedAt: null,
  opened: 2,
  lastOpenedAt: "2026-11-21T09:00:00.000Z",
};
const VIEW = {
  id: VIEW_ID,
  name: "Angry and unsettled",
  shared: true,
  ownerName: "Dana Cole",
  isOwn: true,
  query: { sentiment: ["negative" as const], resolved: false, withinDays: 7 },
  updatedAt: "2026-11-20T17:05:00.000Z",
};
const ofCall = z.strictObject({ callId: z.string().meta({ description: "The call's id.", example: CALL_ID }) });
const ofShare = ofCall.extend({ shareId: z.string().meta({ description: "The address's id.", example: SHARE_ID }) });
const ofView = z.strictObject({ viewId: z.string().meta({ description: "The view's id.", example: VIEW_ID }) });
const Share = CallShare.meta({ id: "CallShare" });
const View = CallView.meta({ id: "CallView" });
const File = ExportedFile.meta({ id: "ExportedFile" });
const view = z.strictObject(ViewInput.shape);

export const exportCallOperation = defineOperation({
  id: "exportCall",
  method: "GET",
  path: "/api/v1/calls/{callId}/export",
  tag: "Calls",
  summary: "Export a call",
  description:
    "The call with what was said and its notes, as a file: `txt`, `pdf` (base64), `csv` (cells that a spreadsheet would calculate begin with an apostrophe) or `json`.",
  scope: "calls.export",
  params: ofCall,
  query: z.strictObject({ format: CallExportFormat.default("json") }),
  response: File,
  refusals: [404],
  examples: {
    response: {
      fileName: "call-2026-11-20-a1c2b004.txt",
      contentType: "text/plain; charset=utf-8",
      encoding: "utf8",
      content: "…",
    },
  },
});

export const exportCallsOperation = defineOperation({
  id: "exportCalls",
  method: "POST",
  path: "/api/v1/calls/export",
  tag: "Calls",
  summary: "Export a list of calls",
  description:
    "The first 10,000 calls that fit, as a CSV or JSON file. `filters` are those of the list; `callIds` are these calls alone.",
  scope: "calls.export",
  body: z.strictObject(ExportCallsInput.shape),
  response: ExportedFile.extend({ calls: z.int() }),
  examples: {
    body: { format: "csv", filters: { sentiment: ["negative"] } },
    response: {
      fileName: "calls.csv",
      contentType: "text/csv; charset=utf-8",
      encoding: "utf8",
      content: "…",
      calls: 12,
    },
  },
});

export const tagCallsOperation = defineOperation({
  id: "tagCalls",
  method: "POST",
  path: "/api/v1/calls/tags",
  tag: "Calls",
  summary: "Tag calls",
  description: "Puts tags on up to 500 calls and takes others off: on all of them or, where one is not yours, on none.",
  scope: "notes.write",
  body: z.strictObject(TagCallsInput.shape),
  response: TaggedCalls,
  refusals: [404],
  examples: { body: { callIds: [CALL_ID], add: ["vip"], remove: ["new"] }, response: { changed: 1 } },
});

export const listCallSharesOperation = defineOperation({
  id: "listCallShares",
  method: "GET",
  path: "/api/v1/calls/{callId}/shares",
  tag: "Calls",
  summary: "List the addresses under which a call is shared",
  scope: "calls.share",
  params: ofCall,
  response: z.strictObject({ shares: z.array(Share) }),
  refusals: [404],
  examples: { response: { shares: [SHARE] } },
});

export const createCallShareOperation = defineOperation({
  id: "createCallShare",
  method: "POST",
  path: "/api/v1/calls/{callId}/shares",
  tag: "Calls",
  summary: "Share a call",
  description:
    "Makes an address under which anybody who has it reads what was said, for `days` days. Names, numbers, e-mail and postal addresses are taken out by " +
    "rules: read it before you send it. The address is told this once.",
  scope: "calls.share",
  params: ofCall,
  body: z.strictObject(ShareInput.shape),
  response: NewCallShare.meta({ id: "NewCallShare" }),
  status: 201,
  refusals: [404, 409],
  examples: { body: { days: 7 }, response: { ...SHARE, url: "https://app.example.com/shared/…" } },
});

export const revokeCallShareOperation = defineOperation({
  id: "revokeCallShare",
  method: "DELETE",
  path: "/api/v1/calls/{callId}/shares/{shareId}",
  tag: "Calls",
  summary: "Stop sharing a call",
  description: "From now on the address says that there is nothing.",
  scope: "calls.share",
  params: ofShare,
  response: Share,
  refusals: [404],
  examples: { response: SHARE },
});

export const listCallViewsOperation = defineOperation({
  id: "listCallViews",
  method: "GET",
  path: "/api/v1/call-views",
  tag: "Call views",
  summary: "List views of calls",
  description: "Your own and those that others share, by name.",
  scope: "calls.read",
  response: z.strictObject({ views: z.array(View) }),
  examples: { response: { views: [VIEW] } },
});

export const createCallViewOperation = defineOperation({
  id: "createCallView",
  method: "POST",
  path: "/api/v1/call-views",
  tag: "Call views",
  summary: "Keep a view of calls",
  description: "`query` has the filters of the list of calls; `withinDays` counts back from the day it is looked at.",
  scope: "notes.write",
  body: view,
  response: View,
  status: 201,
  refusals: [409],
  examples: { body: { name: VIEW.name, shared: true, query: VIEW.query }, response: VIEW },
});

export const updateCallViewOperation = defineOperation({
  id: "updateCallView",
  method: "PUT",
  path: "/api/v1/call-views/{viewId}",
  tag: "Call views",
  summary: "Change a view of calls",
  description: "All of it is replaced. Your own, or, with `notes.manage`, one that somebody shares.",
  scope: "notes.write",
  params: ofView,
  body: view,
  response: View,
  refusals: [404, 409],
  examples: { body: { name: VIEW.name, shared: true, query: VIEW.query }, response: VIEW },
});

export const deleteCallViewOperation = defineOperation({
  id: "deleteCallView",
  method: "DELETE",
  path: "/api/v1/call-views/{viewId}",
  tag: "Call views",
  summary: "Remove a view of calls",
  scope: "notes.write",
  params: ofView,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404],
  examples: { response: { id: VIEW_ID } },
});
