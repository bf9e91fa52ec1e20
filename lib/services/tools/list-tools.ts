import {
  HttpToolSpec,
  ListRunsQuery,
  type ToolResource,
  type ToolRunResource,
  type ToolVersionResource,
} from "@/lib/contracts/tools";
import { withTenant } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { figuresOf, theTool, toRun, toTool } from "./tool-row";

/** The organization's own tools, by name, with how they did. Needs `tools.read`. */
export async function listTools(context: ServiceContext, now = new Date()): Promise<ToolResource[]> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const rows = await tx.tool.findMany({
      where: { organizationId, kind: "http" },
      include: { versions: { orderBy: { number: "desc" }, take: 1 } },
      orderBy: [{ name: "asc" }],
    });
    const figures = await figuresOf(
      tx,
      organizationId,
      rows.map(({ id }) => id),
      now,
    );
    return rows.map((row) => toTool(row, HttpToolSpec.parse(row.versions[0]?.spec), figures.get(row.id)));
  });
}

/** Needs `tools.read`; throws NOT_FOUND. */
export async function getTool(context: ServiceContext, toolId: string, now = new Date()): Promise<ToolResource> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    const { row, spec } = await theTool(tx, organizationId, toolId);
    return toTool(row, spec, (await figuresOf(tx, organizationId, [toolId], now)).get(toolId));
  });
}

const MOST_VERSIONS = 100;

/** What a tool has been, newest first, 100 at most. Needs `tools.read`; throws NOT_FOUND. */
export async function listToolVersions(context: ServiceContext, toolId: string): Promise<ToolVersionResource[]> {
  requirePermission(context, "tools.read");
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await theTool(tx, organizationId, toolId);
    const rows = await tx.toolVersion.findMany({
      where: { organizationId, toolId },
      orderBy: { number: "desc" },
      take: MOST_VERSIONS,
    });
    return rows.map(({ number, spec, createdBy, createdAt }) => ({
      number,
      spec: HttpToolSpec.parse(spec),
      createdBy,
      createdAt: createdAt.toISOString(),
    }));
  });
}

/** A tool's runs, newest first. Needs `tools.read`; throws NOT_FOUND. */
export async function listToolRuns(
  context: ServiceContext,
  toolId: string,
  input: unknown = {},
): Promise<ToolRunResource[]> {
  requirePermission(context, "tools.read");
  const { callId, limit } = parseInput(ListRunsQuery, input);
  const { organizationId } = context;
  return withTenant(organizationId, async (tx) => {
    await theTool(tx, organizationId, toolId);
    const rows = await tx.toolRun.findMany({
      where: { organizationId, toolId, ...(callId ? { callId } : {}) },
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      take: limit,
    });
    return rows.map(toRun);
  });
}
