import { randomUUID } from "node:crypto";

/** Ties one request's log lines, audit entries and error messages together. */
export const newRequestId = (): string => `req_${randomUUID().replaceAll("-", "")}`;
