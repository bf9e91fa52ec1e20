import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { withSystem } from "@/lib/db/transaction";
import { type ServiceContext, systemContext } from "@/lib/services/context";
import { assignNumber } from "@/lib/services/phone-numbers/assign-number";
import { placeNumber } from "@/lib/services/phone-numbers/import-number";
import { numberDepsFor } from "@/lib/services/phone-numbers/number-deps-for";
import { repairWebhooks } from "@/lib/services/phone-numbers/repair-webhooks";
import { useInstallation } from "../start/local-environment";

/**
 * Gives a telephone number of the installation's Twilio account to an agent: `npm run number -- +14155550123 [--agent "Front desk"]`, and points
 * its webhooks at Twilio to PUBLIC_CALL_URL. Without arguments it lists numbers and agents.
 */

const say = (line: string) => void process.stdout.write(`${line}\n`);

type Agent = { organizationId: string; id: string; name: string; business: { name: string } };

const agents = (): Promise<Agent[]> =>
  withSystem("agents of the installation", (tx) =>
    tx.agent.findMany({
      where: { archivedAt: null },
      select: { organizationId: true, id: true, name: true, business: { select: { name: true } } },
      orderBy: [{ organizationId: "asc" }, { createdAt: "asc" }, { id: "asc" }],
    }),
  );

async function list(): Promise<void> {
  const numbers = await withSystem("numbers of the installation", (tx) =>
    tx.phoneNumber.findMany({
      select: { e164: true, label: true, business: { select: { name: true } }, agent: { select: { name: true } } },
      orderBy: [{ business: { name: "asc" } }, { e164: "asc" }],
    }),
  );
  for (const { e164, label, business, agent } of numbers)
    say(`${e164}\t${business.name}\t${agent?.name ?? "nobody answers"}\t${label}`);
  say("\nAgents:");
  for (const { name, business } of await agents()) say(`${business.name}: ${name}`);
}

async function give(e164: string, wanted: string | undefined): Promise<void> {
  if (!/^\+[1-9]\d{6,14}$/.test(e164)) throw new Error(`"${e164}" is no number: write +, country and digits.`);
  const all = await agents();
  const agent = wanted ? all.find(({ name }) => name.toLowerCase() === wanted.toLowerCase()) : all[0];
  if (!agent) {
    const known = all.map(({ name }) => name).join(", ");
    throw new Error(`There is no agent called "${wanted ?? ""}". There are: ${known || "none yet"}.`);
  }
  const { organizationId, id: agentId } = agent;
  const existing = await withSystem("a number of the installation", (tx) =>
    tx.phoneNumber.findUnique({ where: { e164 }, select: { organizationId: true, id: true } }),
  );
  if (existing && existing.organizationId !== organizationId)
    throw new Error(`${e164} belongs to another organization than ${agent.name}'s.`);
  const operator = `operator:${userInfo().username}`;
  const permissions = ["numbers.read", "numbers.write"] as const;
  const context: ServiceContext = systemContext(organizationId, operator, permissions, `cli-${randomUUID()}`);
  if (!process.env.PUBLIC_CALL_URL)
    throw new Error("Set PUBLIC_CALL_URL to the address Twilio reaches the call-worker at.");
  const deps = await numberDepsFor(organizationId);
  let state = "ok";
  if (existing) {
    await assignNumber(context, existing.id, { agentId });
    state = (await repairWebhooks(organizationId, existing.id, deps)).state;
  } else await placeNumber(context, { e164, agentId }, deps);
  say(`${e164} is answered by ${agent.name} of ${agent.business.name}.`);
  if (state !== "ok")
    throw new Error(
      `Its addresses at Twilio could not be set (${state}): see Settings, Phone numbers, or try again in a minute.`,
    );
  say(`Twilio asks ${deps.publicCallUrl} when it rings.`);
}

const [number, flag, name] = process.argv.slice(2);
try {
  if (flag !== undefined && (flag !== "--agent" || !name))
    throw new Error('Usage: npm run number -- +14155550123 --agent "Front desk"');
  await useInstallation();
  await (number ? give(number, name) : list());
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
