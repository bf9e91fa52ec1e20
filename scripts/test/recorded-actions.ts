import type { IntegrationVendor } from "@/lib/contracts/integrations";
import type { Answer } from "./recorded-vendor";
import { CALENDARS } from "./recorded-calendars";
import { CRMS } from "./recorded-crms";
import { DESKS } from "./recorded-desks";

/** One action as a model asks for it, and what the vendor's documents say it answers. */
export type Case = {
  vendor: IntegrationVendor;
  action: string;
  said: Record<string, unknown>;
  settings?: Record<string, string>;
  account?: Record<string, string>;
  answers: Record<string, Answer>;
  /** The request that counts. */
  asks: {
    route: string;
    body?: Record<string, unknown>;
    query?: Record<string, unknown>;
    headers?: Record<string, unknown>;
  };
  told: Record<string, unknown>;
  /** How the vendor says no, when it is not with a status alone. */
  no?: Answer;
  /** False where an empty yes is a yes. */
  needsAnswer?: false;
  /** What it answers when it is asked again. */
  again?: { path: string; query?: Record<string, string>; json: unknown };
};

export const NOW_MS = Date.parse("2026-12-01T18:00:00Z");
export const RUN_ID = "0193a0de-5555-7000-8000-00000000000a";

export const CASES: readonly Case[] = [...CALENDARS, ...CRMS, ...DESKS];
