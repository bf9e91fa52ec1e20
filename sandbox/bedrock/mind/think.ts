import type { ConverseRequest } from "../request";

export type Thought =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "tool"; readonly name: string; readonly input: Record<string, unknown> };

export interface ThinkContext {
  /** The time now, for requests that do not say what day it is. */
  readonly nowMs: number;
}

export function think(_request: ConverseRequest, _context: ThinkContext): Thought[] {
  return [{ kind: "text", text: "Hello, how can I help you today?" }];
}
