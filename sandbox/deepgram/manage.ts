import { createHash } from "node:crypto";
import { checkScope, Refusal, type SignedIn } from "./handshake";

const PROJECTS = "/v1/projects";
const BALANCES = /^\/v1\/projects\/([^/]+)\/balances$/;
const DEFAULT_BALANCE_USD = 200;

export const isManagePath = (path: string): boolean => path === PROJECTS || BALANCES.test(path);

/** GET /v1/projects and GET /v1/projects/{id}/balances of the one project a key belongs to. Throws a Refusal. */
export function answerManage(signedIn: SignedIn, path: string): object {
  const projectId = projectOf(signedIn.key);
  if (path === PROJECTS) {
    checkScope(signedIn, "project:read");
    return { projects: [{ project_id: projectId, name: "Sandbox" }] };
  }
  if (BALANCES.exec(path)?.[1] !== projectId) {
    throw new Refusal(
      404,
      "PROJECT_NOT_FOUND",
      "Project not found or you do not have access to the requested project.",
    );
  }
  checkScope(signedIn, "billing:read");
  const amount = signedIn.account?.balanceUsd ?? DEFAULT_BALANCE_USD;
  return { balances: [{ balance_id: uuidOf(`balance ${projectId}`), amount, units: "usd", purchase_order_id: "" }] };
}

const projectOf = (key: string): string => uuidOf(`project ${key}`);

/** The same for the same text. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
