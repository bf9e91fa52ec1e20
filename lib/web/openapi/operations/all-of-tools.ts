import type { Operation } from "../operation";
import { listOutcomesOperation } from "./outcomes";
import {
  listToolsOperation,
  createToolOperation,
  getToolOperation,
  updateToolOperation,
  deleteToolOperation,
  testToolOperation,
  listToolRunsOperation,
  listToolVersionsOperation,
} from "./tools";
import {
  listMcpServersOperation,
  createMcpServerOperation,
  getMcpServerOperation,
  updateMcpServerOperation,
  deleteMcpServerOperation,
  checkMcpServerOperation,
  allowMcpToolOperation,
  disallowMcpToolOperation,
} from "./mcp-servers";
import {
  listIntegrationsOperation,
  getIntegrationOperation,
  saveIntegrationOperation,
  connectIntegrationOperation,
  disconnectIntegrationOperation,
  saveActionOperation,
  testActionOperation,
  listActionRunsOperation,
} from "./integrations";

/** What there is to do with what agents do things with: tools a business made, servers of tools, accounts at other services. */
export const TOOL_OPERATIONS: readonly Operation[] = [
  listToolsOperation,
  createToolOperation,
  getToolOperation,
  updateToolOperation,
  deleteToolOperation,
  testToolOperation,
  listToolRunsOperation,
  listToolVersionsOperation,
  listMcpServersOperation,
  createMcpServerOperation,
  getMcpServerOperation,
  updateMcpServerOperation,
  deleteMcpServerOperation,
  checkMcpServerOperation,
  allowMcpToolOperation,
  disallowMcpToolOperation,
  listIntegrationsOperation,
  getIntegrationOperation,
  saveIntegrationOperation,
  connectIntegrationOperation,
  disconnectIntegrationOperation,
  saveActionOperation,
  testActionOperation,
  listActionRunsOperation,
  listOutcomesOperation,
];
