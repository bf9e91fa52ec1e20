import type { Operation } from "../operation";
import { getMe } from "./account";
import { createApiKeyOperation, listApiKeysOperation, revokeApiKeyOperation, rotateApiKeyOperation } from "./api-keys";
import { getBusinessOperation, listBusinessesOperation, updateBusinessOperation } from "./businesses";
import { getCallOperation, initiateCallOperation, listCallsOperation, listInteractionsOperation } from "./calls";
import { getUsageOperation, listPlansOperation, subscribeOperation } from "./plans";

/** Every operation of the REST API, in the order of the reference. A test compares it with the routes. */
export const OPERATIONS: readonly Operation[] = [
  getMe,
  listCallsOperation,
  getCallOperation,
  listInteractionsOperation,
  initiateCallOperation,
  listBusinessesOperation,
  getBusinessOperation,
  updateBusinessOperation,
  listPlansOperation,
  getUsageOperation,
  subscribeOperation,
  listApiKeysOperation,
  createApiKeyOperation,
  rotateApiKeyOperation,
  revokeApiKeyOperation,
];
