import { z } from "zod";
import {
  ConnectionCheck,
  ConnectionInput,
  ConnectionList,
  ConnectionResource,
  ConnectionVendor,
} from "@/lib/contracts/connections";
import { defineOperation } from "../operation";

const FINDING = {
  code: "deepgram.works",
  level: "good",
  title: "Speaking: aura-2-thalia-en answers",
  advice: null,
  link: null,
};
const CONNECTION = {
  vendor: "deepgram",
  mode: "platform",
  offered: ["platform", "own"],
  status: "working",
  findings: [FINDING],
  checkedAt: "2026-11-20T17:00:00.000Z",
  shown: {},
  revision: 1,
  changedAt: "2026-11-20T16:59:00.000Z",
  changedByName: "Dana Whitfield",
};

export const listConnectionsOperation = defineOperation({
  id: "listConnections",
  method: "GET",
  path: "/api/v1/connections",
  tag: "Connections",
  summary: "List connections",
  description: "Whose account is used at each vendor, and what the last check found. No secret is in it.",
  scope: "connections.read",
  response: ConnectionList,
  examples: { response: { connections: [CONNECTION] } },
});

export const saveConnectionOperation = defineOperation({
  id: "saveConnection",
  method: "PUT",
  path: "/api/v1/connections",
  tag: "Connections",
  summary: "Change a connection",
  description:
    "`own` needs `credentials`: of Twilio `accountSid`, `authToken` and, if you like, `apiKeySid` with `apiKeySecret`; of Deepgram `apiKey`; of Bedrock `region` with `accessKeyId` and `secretAccessKey`, or with `apiKey`; of Stripe `secretKey`. They are checked with the vendor first, and stored only when it takes them. No answer ever repeats them.",
  scope: "connections.write",
  body: ConnectionInput.extend({ vendor: ConnectionVendor }),
  response: ConnectionResource,
  refusals: [503],
  examples: { body: { vendor: "deepgram", mode: "platform" }, response: CONNECTION },
});

export const testConnectionOperation = defineOperation({
  id: "testConnection",
  method: "POST",
  path: "/api/v1/config/test-connection",
  tag: "Connections",
  summary: "Check a connection",
  description:
    "Asks the vendor, which takes some seconds. With `credentials` those are tried and not stored; without, what is connected is checked. At most 60 an hour.",
  scope: "connections.write",
  body: z.strictObject({ vendor: ConnectionVendor, credentials: ConnectionInput.shape.credentials }),
  response: ConnectionCheck,
  refusals: [409],
  examples: {
    body: { vendor: "twilio" },
    response: { vendor: "twilio", status: "working", findings: [FINDING], checkedAt: CONNECTION.checkedAt },
  },
});
