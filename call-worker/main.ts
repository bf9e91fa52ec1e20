import { randomBytes } from "node:crypto";
import path from "node:path";
import { Redis } from "ioredis";
import { createModelCatalog } from "@/lib/adapters/bedrock/model-catalog";
import { chooseObjectStore } from "@/lib/adapters/object-store/choose-store";
import { sharedEnv } from "@/lib/env/shared";
import { workerEnv } from "@/lib/env/worker";
import { killSwitchCovering, type ActiveKillSwitch } from "@/lib/domain/call/kill-switch";
import { OPEN_STATUSES } from "@/lib/domain/call/status";
import { LOOPBACK, webOriginsOf } from "@/lib/domain/web-origins";
import { log } from "@/lib/log/log";
import { classifyJournalError } from "@/lib/services/call-journal/classify-error";
import { listChangedCalls } from "@/lib/services/call-journal/list-changed-calls";
import { writeBatch } from "@/lib/services/call-journal/write-batch";
import { claimCall } from "@/lib/services/call-ownership/claim-call";
import { findForNext } from "@/lib/services/call-ownership/find-for-next";
import { loadForResume } from "@/lib/services/call-ownership/load-for-resume";
import { prepareReturn, prepareTakeOver } from "@/lib/services/call-ownership/prepare-take-over";
import { releaseCall, renewLeases } from "@/lib/services/call-ownership/renew-leases";
import { listActiveCalls } from "@/lib/services/calls/list-active-calls";
import { steerCall } from "@/lib/services/calls/steer-call";
import { listTailEvents } from "@/lib/services/calls/list-tail-events";
import { noteRefusal } from "@/lib/services/connections/note-refusal";
import { OwnAccounts } from "@/lib/services/connections/own-accounts";
import { webhookSubject } from "@/lib/services/connections/webhook-subject";
import { createKnowledgeLookup } from "@/lib/services/knowledge/lookup";
import { conferenceMoved, offerInConference, keyOnLeg, legEnded, openLeg } from "@/lib/services/escalations/person-leg";
import { openCall } from "@/lib/services/inbound/open-call";
import { lastKnownFallback } from "@/lib/services/inbound/resolve-number";
import { listActiveKillSwitches } from "@/lib/services/kill-switch/list-active";
import { verifyLiveToken } from "@/lib/services/live/live-token";
import { livePerson } from "@/lib/services/live/live-person";
import { noteOpenPages } from "@/lib/services/human-agents/open-pages";
import { presentRights } from "@/lib/services/live/present-rights";
import { openOutboundLeg } from "@/lib/services/outbound/open-outbound-leg";
import { listWorkers } from "@/lib/services/workers/list-workers";
import { removeWorker, reportWorker } from "@/lib/services/workers/report-worker";
import { sendControlCommand } from "@/lib/services/workers/send-command";
import { createBedrockLanguageModel } from "./adapters/bedrock/bedrock-language-model";
import { createAuraTextToSpeech } from "./adapters/deepgram/aura-text-to-speech";
import { chooseRecogniser } from "./adapters/deepgram/choose-recogniser";
import { createFluxSpeechToText } from "./adapters/deepgram/flux-speech-to-text";
import { createNovaSpeechToText } from "./adapters/deepgram/nova-speech-to-text";
import { acceptMediaStream } from "./adapters/twilio/media-stream";
import { createTwilioWebhooks } from "./adapters/twilio/twilio-webhooks";
import { openBrowserDoors } from "./browser-doors";
import { repeat } from "./duties/repeat";
import { Exchange } from "./exchange";
import { createGateway } from "./gateway/gateway";
import { bind } from "./http/bind";
import { createMetrics } from "./http/metrics";
import { createPlacement } from "./http/placement";
import { createHttpServer } from "./http/server";
import { openJournal } from "./journal/open-journal";
import { callVerbs } from "./call-verbs";
import { createOutcomeReader, createOwnToolUse, ownToolDeps } from "./own-tools";
import { createCallEmbedders, knowledgeOf } from "./knowledge";
import { type CallVendors, createOwnVendors } from "./own-vendors";
import { peopleOfCall } from "./people-of-call";
import { openRecordings } from "./recordings";
import { createPacer } from "./session/pacer";
import { createSpeakingRates } from "./session/playout-speaking-rate";
import { systemClock as clock } from "./system-clock";

/** The composition root: reads the environment, builds every part and connects them. The only file that knows them all. */

const shared = sharedEnv();
const env = workerEnv();
const workerId = env.WORKER_ID ?? `worker-${process.pid}-${randomBytes(4).toString("hex")}`;
const secret = shared.NEXTAUTH_SECRET;
const publicCallUrl = shared.PUBLIC_CALL_URL;
const ownPublicUrl = env.WORKER_PUBLIC_URL ?? publicCallUrl;

// One call's defect must not end the others; it is logged with its stack and shows in the metrics.
process.on("uncaughtException", (error) => log.error({ err: error }, "uncaught"));
process.on("unhandledRejection", (reason) => log.error({ err: reason }, "unhandled rejection"));

const LOST_JOURNAL_PATIENCE_MS = 1000;
const pause = (ms: number) => new Promise<void>((resolve) => clock.setTimer(ms, resolve));

let killSwitches: readonly ActiveKillSwitch[] = [];
const deepgram = { apiKey: env.DEEPGRAM_API_KEY, baseUrl: env.DEEPGRAM_BASE_URL };
const recogniser = chooseRecogniser({ flux: createFluxSpeechToText(deepgram), nova: createNovaSpeechToText(deepgram) });
const bedrock = {
  region: env.AWS_REGION,
  endpoint: env.AWS_ENDPOINT_URL_BEDROCK_RUNTIME,
  bearerToken: env.AWS_BEARER_TOKEN_BEDROCK,
};
const languageModel = createBedrockLanguageModel(bedrock);
const catalog = createModelCatalog({
  region: env.AWS_REGION,
  overrides: { haiku: env.BEDROCK_MODEL_FAST, sonnet: env.BEDROCK_MODEL_BALANCED, opus: env.BEDROCK_MODEL_DEEP },
});

const journal = openJournal({
  dir: path.join(shared.DATA_DIR, "journal"),
  sink: { write: writeBatch, classify: classifyJournalError },
  clock,
  log,
  onWritten: (changed) => void publishChanged(changed),
});
const recordings = openRecordings({
  dir: path.join(shared.DATA_DIR, "recordings"),
  objects: chooseObjectStore(shared),
  clock,
  log,
});
const carrier = createTwilioWebhooks({ authToken: env.TWILIO_AUTH_TOKEN, publicCallUrl, publicMediaUrl: ownPublicUrl });
const pacer = createPacer(
  clock,
  (error) => log.error({ err: error }, "pacing a call failed"),
  (lateMs) => metrics.observeFrameLateness(lateMs),
);

const own = new OwnAccounts();
const REFUSAL_TOLD_EVERY_MS = 60_000;
const refusalTold = new Map<string, number>();
const sharedVendors: CallVendors = {
  speechToText: recogniser,
  textToSpeech: createAuraTextToSpeech(deepgram),
  languageModel,
  models: { fast: catalog.haiku, standard: catalog.sonnet, deep: catalog.opus },
};
const ownVendors = createOwnVendors({
  own,
  shared: sharedVendors,
  onRefused({ organizationId, ...refused }) {
    const key = `${organizationId} ${refused.vendor}`;
    if (clock.now() - (refusalTold.get(key) ?? -REFUSAL_TOLD_EVERY_MS) < REFUSAL_TOLD_EVERY_MS) return;
    refusalTold.set(key, clock.now());
    log.warn({ organizationId, vendor: refused.vendor }, "an organization's own account was refused in a call");
    noteRefusal(organizationId, refused, clock.wallTime()).catch((error: unknown) =>
      log.warn({ err: error }, "a refused account was not noted"),
    );
  },
});

const lookup = createKnowledgeLookup({
  embedderOf: createCallEmbedders(own, bedrock),
  now: () => clock.wallTime(),
});

const outside = ownToolDeps({ allow: env.WEB_FETCH_ALLOW?.split(",") ?? [], now: clock.wallTime });
const exchange: Exchange = new Exchange({
  clock,
  log,
  pacer,
  rates: createSpeakingRates(),
  journal,
  ...sharedVendors,
  slots: env.WORKER_SLOTS,
  async claim(input) {
    const outcome = await claimCall({ ...input, workerId }, { tokenSecret: secret });
    if (outcome.kind === "refused") return null;
    const { call } = outcome;
    // What the owner before left on this machine's disk belongs to the history; waiting longer would be silence on the line.
    if (call.epoch > 0) await Promise.race([journal.recovered(), pause(LOST_JOURNAL_PATIENCE_MS)]);
    const [vendors, recorder] = await Promise.all([ownVendors.of(call.organizationId), recordings.recorderOf(call)]);
    return { call, vendors, recorder, ...(call.epoch === 0 ? { events: [] } : await loadForResume(call)) };
  },
  publishEvent: (organizationId, event) => gateway.publishEvent(organizationId, event),
  publishSpeech: (organizationId, speech) => gateway.publishSpeech(organizationId, speech),
  publishSummary: (kind, organizationId, summary) => gateway.publishSummary(kind, organizationId, summary),
  onBargeIn: (ms) => metrics.observeBargeIn(ms),
  onTurn: (answer) => metrics.observeTurn(answer.metrics),
  onMediaRefused: (reason) => metrics.countMediaRefused(reason),
  prepareResume: (input) => prepareTakeOver(input, { tokenSecret: secret }),
  onArrived: (providerCallSid) => placement.arrived(providerCallSid),
  onReleased: (call) => void releaseCall(workerId, call).catch(() => undefined),
  ...callVerbs(clock),
  useOwnTool: createOwnToolUse(outside),
  readOutcome: createOutcomeReader(outside),
  knowledgeOf: (organizationId, businessId) => knowledgeOf(lookup, organizationId, businessId),
  peopleOf: (call) => peopleOfCall(call, { clock, log, publicCallUrl }),
});

const placement = createPlacement({
  self: { workerId, publicUrl: ownPublicUrl, capacity: () => exchange.capacity() },
  clock,
});
const metrics = createMetrics({
  calls: () => ({ ...exchange.capacity(), reserved: placement.reserved() }),
  journal: () => journal.stats(),
  sockets: () => gateway.connections(),
});

const isLoopback = LOOPBACK.includes(new URL(publicCallUrl).hostname);
const webRtc = {
  iceServers: (env.STUN_URLS ?? []).map((urls) => ({ urls })),
  // Under `npm start` the browser is on this very machine, which may have no other address.
  extraAddresses: env.CALL_MEDIA_ADDRESS ? [env.CALL_MEDIA_ADDRESS] : isLoopback ? ["127.0.0.1"] : [],
  portRange: env.CALL_MEDIA_PORTS ?? null,
};
const doors = openBrowserDoors({
  exchange,
  webRtc,
  secret,
  clock,
  log,
  onCallerRefused: () => metrics.countMediaRefused("browser"),
});

const http = createHttpServer({
  callers: doors.callers,
  supervisors: doors.supervisors,
  carrier,
  placement,
  clock,
  log,
  metrics,
  journal,
  publicCallUrl,
  controlSecret: secret,
  readiness: {
    capacity: () => exchange.capacity(),
    journal: () => journal.stats(),
    loopDelayP99Ms: () => metrics.loopDelayP99Ms(),
    missingVendors: () => [],
  },
  own: {
    ownSecret: async (organizationId) => (await own.account(organizationId, "twilio"))?.authToken ?? null,
    webhookSubject: (facts) => webhookSubject(facts, clock.wallTime().getTime()),
  },
  openCall: (input) => openCall(input, { tokenSecret: secret, now: clock.wallTime(), killSwitches }),
  lastKnownFallback,
  openOutboundLeg: (input) => openOutboundLeg(input, { tokenSecret: secret, killSwitches }),
  localNext: (callId) => exchange.nextOf(callId),
  findForNext,
  async askOwner(owner, callId, command) {
    const reply = await sendControlCommand(owner, callId, command, { secret, nowMs: Date.now() });
    return reply?.result === "done" ? reply.next : null;
  },
  prepareTakeOver: (input) => prepareTakeOver(input, { tokenSecret: secret }),
  prepareReturn: (input) => prepareReturn(input, { tokenSecret: secret }),
  offerInConference,
  leg: { opened: openLeg, keyed: keyOnLeg, ended: legEnded, conferenceMoved },
  isKilled: (call) => killSwitchCovering(killSwitches, call) !== null,
  onCarrierReport(record) {
    const isOver = record.status !== null && !["initiated", "ringing", "in_progress"].includes(record.status);
    if (isOver) exchange.carrierEnded(record.providerCallSid);
  },
  async commandOwner({ organizationId, callId }, command) {
    if (exchange.control(callId, command).result === "done") return true;
    const call = await findForNext({ organizationId, callId, providerCallSid: "" });
    if (!call?.owner || call.owner.workerId === workerId) return false;
    const reply = await sendControlCommand(call.owner, callId, command, { secret, nowMs: Date.now() });
    return reply?.result === "done";
  },
  control: (callId, command) => exchange.control(callId, command),
  publish: ({ event, ...audience }) => gateway.publish(audience, event),
  onMediaSocket(socket) {
    acceptMediaStream(socket, {
      onStart: (start, line) => exchange.arrive(start, line),
      onRejected(reason) {
        metrics.countMediaRefused("protocol");
        log.warn({ reason }, "media stream refused");
      },
    });
  },
});

const redis = shared.REDIS_URL ? new Redis(shared.REDIS_URL, { maxRetriesPerRequest: null }) : undefined;
const gateway = createGateway({
  server: http.server,
  webOrigins: webOriginsOf(shared.PUBLIC_WEB_URL),
  clock,
  log,
  verifyToken: (token, nowMs) => verifyLiveToken(token, secret, nowMs),
  presentRights: (holders) => presentRights(holders),
  intervene: async (holder, callId, command) => steerCall(await livePerson(holder), callId, command),
  noteOpenPages: (people) => noteOpenPages(people),
  listTail: listTailEvents,
  listActive: listActiveCalls,
  listChanged: listChangedCalls,
  hasOthers: () => placement.hasOthers(),
  ...(redis ? { redis } : {}),
});

/** Calls that no session speaks for (they ring, are not answered, fail before) reach the lists by their rows. */
async function publishChanged(changed: readonly { organizationId: string; callId: string }[]): Promise<void> {
  try {
    const rows = await listChangedCalls(changed.filter(({ callId }) => exchange.nextOf(callId)?.kind !== "reconnect"));
    for (const { organizationId, summary } of rows) {
      const kind = OPEN_STATUSES.includes(summary.status) ? "updated" : "ended";
      gateway.publishSummary(kind, organizationId, summary);
    }
  } catch (error) {
    log.warn({ err: error }, "changed calls not published");
  }
}

const port = await bind(http, env.CALL_PORT, clock);

const url = env.WORKER_URL ?? `http://127.0.0.1:${port}`;
const report = () => {
  const { slots, load, draining } = exchange.capacity();
  return reportWorker({ id: workerId, url, publicUrl: ownPublicUrl, slots, load, draining });
};
const duties = [
  repeat({ name: "heartbeat", everyMs: 2000, clock, log, work: report }),
  repeat({
    name: "leases",
    everyMs: 5000,
    clock,
    log,
    work: async () => {
      for (const { callId } of await renewLeases(workerId, exchange.owned())) {
        exchange.lose(callId);
        gateway.forget(callId);
      }
    },
  }),
  repeat({ name: "recordings", everyMs: 2000, clock, log, work: () => recordings.storeAll() }),
  repeat({ name: "own accounts", everyMs: 1000, clock, log, work: () => own.refresh() }),
  repeat({
    name: "kill switches",
    everyMs: 1000,
    clock,
    log,
    work: async () => {
      killSwitches = await listActiveKillSwitches();
      if (killSwitches.length > 0) exchange.kill((call) => killSwitchCovering(killSwitches, call)?.reason ?? null);
    },
  }),
  repeat({
    name: "other workers",
    everyMs: 2000,
    clock,
    log,
    work: async () => {
      const now = Date.now();
      const workers = await listWorkers();
      placement.setOthers(
        workers.map(({ id, silentForMs, ...worker }) => ({
          ...worker,
          workerId: id,
          heartbeatAtMs: now - silentForMs,
        })),
      );
    },
  }),
];
await duties[0]?.now();
await duties[3]?.now();
await duties[4]?.now();
languageModel.warm();
log.info({ workerId, port }, "call-worker takes calls");
process.send?.({ event: "ready", port });

const CLOSE_LIMIT_MS = 6_000;

/** No new calls; those in progress finish. At the cap they are moved: their lines close and the carrier asks another worker. */
let stopping = false;
async function drain(): Promise<void> {
  if (stopping) return;
  stopping = true;
  exchange.draining = true;
  log.info({ calls: exchange.capacity().load }, "draining");
  await report().catch(() => undefined);
  const until = performance.now() + env.DRAIN_CAP_MS;
  while (exchange.capacity().load > 0 && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 100));
  exchange.moveAway();
  doors.close();
  // What is not stored by then is in the journal, for whoever comes next.
  setTimeout(() => process.kill(process.pid, "SIGKILL"), CLOSE_LIMIT_MS).unref();
  for (const duty of duties) duty.stop();
  await gateway.close();
  await http.close();
  await Promise.all([journal.close(3000), recordings.close(3000)]);
  await removeWorker(workerId).catch(() => undefined);
  process.exit(0);
}
process.on("SIGTERM", () => void drain());
process.on("SIGINT", () => void drain());
process.on("disconnect", () => void drain());
