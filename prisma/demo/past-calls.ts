import { AgentConfig } from "@/lib/contracts/agent-config";
import { SpecialDays, WeeklyHours } from "@/lib/contracts/business-hours";
import type { CallEvent } from "@/lib/contracts/live/events";
import { isOpenAt, type Schedule } from "@/lib/domain/schedule/opening-hours";
import { localMoment } from "@/lib/domain/schedule/local-time";
import type { Script } from "./dialogue";
import { bookingScripts, frontDeskScripts, reminderScripts } from "./dialogues-dental";
import { orderScripts, shopScripts } from "./dialogues-northwind";
import { versionId } from "./insert-organization";
import { FIRST, LAST } from "./names";
import type { DemoAgent, DemoOrganization } from "./organizations";
import { pick, type Random, randomOf, uuidAt } from "./random";
import { simulateCall } from "./simulate-call";
import { californiaDays, londonDays } from "./special-days";

export const DEMO_DAYS = 42;
const DAY_MS = 86_400_000;

const SCRIPTS: Record<string, readonly Script[]> = {
  "Front desk": frontDeskScripts,
  Bookings: bookingScripts,
  Reminders: reminderScripts,
  "Shop floor": shopScripts,
  "Order help": orderScripts,
};

export type PastCall = {
  id: string;
  organization: DemoOrganization;
  agent: DemoAgent;
  version: number;
  versionId: string;
  from: string;
  to: string;
  status: string;
  disposition: string | null;
  endReason: string | null;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date;
  answeredBy: string | null;
  providerCallSid: string;
  events: CallEvent[];
};

/** The calls of the days from `from` until `until`. A day's calls depend on its date alone, so they are the same whenever one asks. */
export function pastCalls(organization: DemoOrganization, from: Date, until: Date): PastCall[] {
  const calls: PastCall[] = [];
  for (let day = Math.floor(from.getTime() / DAY_MS); day * DAY_MS <= until.getTime(); day++) {
    for (const call of callsOfDay(organization, new Date(day * DAY_MS))) {
      if (call.startedAt >= from && call.endedAt <= until) calls.push(call);
    }
  }
  return calls;
}

function callsOfDay(organization: DemoOrganization, day: Date): PastCall[] {
  const random = randomOf(`${organization.id} ${day.toISOString().slice(0, 10)}`);
  const schedule = scheduleOf(organization, day.getUTCFullYear());
  const busy = organization.timeZone.startsWith("America") ? 9 : 3;
  const count = Math.round(busy * (0.8 + random() * 0.5));
  return Array.from({ length: count }).flatMap(() => {
    const at = momentOf(day, schedule, random);
    return at ? [oneCall(organization, schedule, at, random)] : [];
  });
}

/** Most people call while the business is open, some at night: that is what the agent is for. Few call on a day it is closed (null: not this one). */
function momentOf(day: Date, schedule: Schedule, random: Random): Date | null {
  const atNight = random() < 0.3;
  for (let attempt = 0; attempt < 60; attempt++) {
    const at = new Date(day.getTime() + Math.floor(random() * DAY_MS));
    const hour = Number(localMoment(at.getTime(), schedule.timeZone).time.slice(0, 2));
    if (atNight ? hour < 7 || hour >= 20 : isOpenAt(schedule, at.getTime())) return at;
  }
  return random() < 0.15 ? new Date(day.getTime() + Math.floor(random() * DAY_MS)) : null;
}

function scheduleOf(organization: DemoOrganization, year: number): Schedule {
  const days = organization.timeZone.startsWith("Europe") ? londonDays : californiaDays;
  const weekly = Object.entries(organization.business.hours).map(([name, intervals]) => [
    name,
    intervals.map(([opens, closes]) => ({ opens, closes })),
  ]);
  return {
    timeZone: organization.timeZone,
    weeklyHours: WeeklyHours.parse(Object.fromEntries(weekly)),
    specialDays: SpecialDays.parse([...days(year), ...days(year + 1)]),
  };
}

function oneCall(organization: DemoOrganization, schedule: Schedule, startedAt: Date, random: Random): PastCall {
  // The main line rings most.
  const agent =
    organization.agents[
      Math.min(organization.agents.length - 1, Math.floor(random() ** 1.8 * organization.agents.length))
    ]!;
  const config = agent.versions.findLast(({ isNew }) => !isNew)!;
  const id = uuidAt(startedAt, random);
  const isUs = organization.timeZone.startsWith("America");
  const tail = String(100 + Math.floor(random() * 99)).padStart(4, "0");
  const area = isUs ? pick(random, ["415", "510", "628", "925", "707"]) : "";
  const number = isUs ? `+1${area}555${tail}` : `+447700900${tail.slice(1)}`;
  const spokenNumber = isUs ? `${area} 555 ${tail}` : `07700 900 ${tail.slice(1)}`;
  const [from, to] = agent.direction === "inbound" ? [number, agent.line] : [agent.line, number];
  const call = {
    id,
    organization,
    agent,
    version: config.number,
    versionId: versionId(agent, config.number),
    from,
    to,
    startedAt,
    providerCallSid: `CA${id.replaceAll("-", "")}`,
  };
  const luck = random();
  if (agent.direction === "outbound" && luck < 0.3) {
    const [status, endReason] = luck < 0.22 ? ["no_answer", "Nobody answered"] : ["busy", "The line was busy"];
    const endedAt = new Date(startedAt.getTime() + (luck < 0.22 ? 30_000 : 4000));
    return {
      ...call,
      status: status!,
      disposition: null,
      endReason: endReason!,
      answeredAt: null,
      endedAt,
      answeredBy: null,
      events: [],
    };
  }
  const who = {
    first: pick(random, FIRST),
    last: pick(random, LAST),
    spokenNumber,
    number,
    pick: <T>(options: readonly T[]) => pick(random, options),
  };
  const dialogues = SCRIPTS[agent.name]!.map((script) => script(who));
  let ticket = random() * dialogues.reduce((sum, dialogue) => sum + dialogue.weight, 0);
  const dialogue = dialogues.find((one) => (ticket -= one.weight) < 0) ?? dialogues[0]!;
  const answeredAt = new Date(startedAt.getTime() + (agent.direction === "inbound" ? 900 : 6000 + random() * 9000));
  const started = {
    type: "call.started" as const,
    direction: agent.direction,
    from,
    to,
    agentName: agent.name,
    agentVersion: config.number,
    businessName: organization.business.name,
  };
  const frame = { callId: id, answeredAt, started, config: AgentConfig.parse(config.config), schedule };
  const { events, endedAt, ending } = simulateCall(frame, dialogue, random);
  const { disposition, reason: endReason, status } = ending;
  const answeredBy =
    agent.direction === "inbound" ? null : disposition === "voicemail_left" ? "machine_end_beep" : "human";
  return { ...call, status, disposition, endReason, answeredAt, endedAt, answeredBy, events };
}
