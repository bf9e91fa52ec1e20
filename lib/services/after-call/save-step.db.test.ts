import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenant } from "@/lib/db/transaction";
import { plantFields } from "@/scripts/test/after-call";
import { createTestDatabase, createTestOrganization, type TestDatabase } from "@/scripts/test/database";
import { memberContext } from "../context";
import { createTool, deleteTool } from "../tools/save-tool";
import { listCallRuns, listStepRuns, retryRun } from "./list-runs";
import { listSteps } from "./list-steps";
import { createStep, deleteStep, orderSteps, updateStep } from "./save-step";
import { listStepActions } from "./step-actions";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await useDatabase(database.url, 8);
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

const SPEC = {
  ...{ name: "order_parts", title: "Order parts", description: "Orders parts.", method: "POST", effect: "changes" },
  address: "https://parts.example.test/orders",
  parameters: [
    { name: "make", place: "body", description: "The make of the car." },
    { name: "speed", place: "body", type: "choice", options: ["slow", "fast"], required: false, description: "How." },
    { name: "caller", place: "body", source: "caller_number", required: false },
    { name: "source", place: "body", source: "fixed", value: "aybiza" },
  ],
};

async function start() {
  const who = await createTestOrganization(database.url);
  const { context, businessId } = who;
  await plantFields(database.url, who);
  const tool = await createTool(context, { spec: SPEC });
  const step = {
    ...{ businessId, toolId: tool.id, name: "Order the parts" },
    mapping: [{ parameter: "make", value: "{field.make}" }],
  };
  return { ...who, tool, step };
}

test("a step takes what its action takes and what is known of calls; what does not fit is told by field", async () => {
  const { context, step, tool } = await start();
  expect(
    (await listStepActions(context)).map(({ title, parameters }) => [title, parameters.map(({ name }) => name)]),
  ).toEqual(
    // What the server fills in, and what is always the same, is not the step's.
    [["Order parts", ["make", "speed"]]],
  );
  const reads = await createTool(context, {
    spec: { ...SPEC, name: "look_up", method: "GET", effect: "reads", parameters: [] },
  });
  const refused = async (change: object) =>
    createStep(context, { ...step, ...change }).then(
      () => null,
      (error: { fields?: Record<string, string> }) => error.fields ?? error,
    );
  expect(await refused({ toolId: reads.id })).toEqual({ toolId: expect.stringContaining("only looks something up") });
  expect(await refused({ mapping: [] })).toEqual({ "mapping.make": "Make is needed" });
  const with_ = (parameter: string, value: string) => ({ mapping: [...step.mapping, { parameter, value }] });
  expect(await refused(with_("speed", "at once"))).toEqual({
    "mapping.speed": "Speed: “at once” is none of slow, fast.",
  });
  expect(await refused(with_("caller", "+15550100"))).toEqual({ "mapping.caller": "it has no detail of this name" });
  expect(await refused({ mapping: [{ parameter: "make", value: "{field.model}" }] })).toEqual({
    "mapping.make": "{field.model} is nothing that is known of a call",
  });
  expect(await refused({ when: { fields: [{ field: "model", is: "found" }] } })).toHaveProperty([
    "when.fields.0.field",
  ]);
  expect(await refused({ when: { fields: [{ field: "make", is: "equal" }] } })).toHaveProperty(["when.fields.0.value"]);
  expect(await refused({ name: " " })).toHaveProperty(["name"]);
  expect(await refused(with_("speed", "Fast"))).toBeNull();
  await deleteTool(context, tool.id);
  expect(await listSteps(context)).toMatchObject([{ action: null, problem: "Its tool was removed." }]);
});

test("steps stand in an order that people change, and each change is audited", async () => {
  const { context, step, businessId, organizationId } = await start();
  const [one, two] = [await createStep(context, step), await createStep(context, { ...step, name: "Second" })];
  const names = async () => (await listSteps(context, businessId)).map(({ name }) => name);
  expect(await names()).toEqual(["Order the parts", "Second"]);
  await orderSteps(context, { businessId, stepIds: [two.id, one.id] });
  expect(await names()).toEqual(["Second", "Order the parts"]);
  await expect(orderSteps(context, { businessId, stepIds: [two.id] })).rejects.toMatchObject({ code: "CONFLICT" });
  await updateStep(context, one.id, { ...step, name: "First", enabled: false });
  await deleteStep(context, two.id);
  expect(await names()).toEqual(["First"]);
  const entries = await withTenant(organizationId, (tx) =>
    tx.auditEntry.findMany({ where: { action: { startsWith: "step." } }, orderBy: { seq: "asc" } }),
  );
  const actions = ["step.created", "step.created", "step.ordered", "step.updated", "step.deleted"];
  expect(entries.map(({ action }) => action)).toEqual(actions);
});

test("who may look and who may change", async () => {
  const { step, context, businessId, userId, organizationId } = await start();
  const { id } = await createStep(context, step);
  const as = (role: "supervisor" | "viewer") =>
    memberContext({ userId, name: "P", organizationId, role }, { requestId: "r" });
  const forbidden = { code: "FORBIDDEN" };
  expect(await listSteps(as("supervisor"), businessId)).toHaveLength(1);
  expect(() => listStepActions(as("viewer"))).toThrow(expect.objectContaining(forbidden));
  await expect(listSteps(as("viewer"))).rejects.toMatchObject(forbidden);
  await expect(listStepRuns(as("viewer"), id)).rejects.toMatchObject(forbidden);
  for (const change of [
    () => createStep(as("supervisor"), step),
    () => updateStep(as("supervisor"), id, step),
    () => deleteStep(as("supervisor"), id),
    () => orderSteps(as("supervisor"), { businessId, stepIds: [id] }),
    () => retryRun(as("supervisor"), id, id),
    () => listCallRuns({ ...context, permissions: new Set() }, id),
  ])
    await expect(change()).rejects.toMatchObject(forbidden);
});
