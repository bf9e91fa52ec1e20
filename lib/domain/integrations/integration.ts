import type { ActionParameter, IntegrationVendor } from "@/lib/contracts/integrations";
import type { HttpToolSpec, ToolRules } from "@/lib/contracts/tools";
import type { BoundValues } from "@/lib/domain/tools/http-tool/bind-request";

/** A request to the vendor; where its API is and who asks is put in when it is sent. */
export type VendorRequest = {
  method: HttpToolSpec["method"];
  /** Below the API's address, with a slash in front. */
  path: string;
  query?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** It changes something there: at most one of an action's does, and it is the last. */
  changes?: true;
  /** Refusals that the action wants to read itself, by HTTP status. */
  expects?: readonly number[];
};

export type VendorAnswer = { status: number; json: unknown };

/** What the vendor should hold from now on: read back and compared, it proves that it was done. */
export type WrittenRecord = { id: string; fields: Record<string, string | number | null> };

export type ActionResult =
  | { done: Record<string, unknown>; record?: WrittenRecord }
  /** Nothing was done, for this reason; the model is told it. */
  | { refused: string }
  /** The answer is not what the vendor says it answers. */
  | { unreadable: string };

/** What an action does: requests one after the other, each after the answer to the one before. Pure: whoever drives it sends them. */
export type ActionSteps = Generator<VendorRequest, ActionResult, VendorAnswer>;

type Value = string | number | boolean;

export type ActionRun = {
  /** What the model says: already checked against the action's parameters. */
  said: Readonly<Record<string, Value | undefined>>;
  /** What the server knows of the call. */
  bound: BoundValues;
  /** What the business has set for the integration. */
  settings: Readonly<Record<string, string>>;
  /** What the vendor said of the account when it was connected. */
  account: Readonly<Record<string, string>>;
  /** A UUID of its own; the same for every try. */
  runId: string;
  nowMs: number;
};

export type IntegrationAction = {
  name: string;
  title: string;
  /** For the model: what it does and when to use it. */
  description: string;
  effect: ToolRules["effect"];
  /** What it begins with; the business may choose otherwise. */
  confirm: ToolRules["confirm"];
  /** What the business has to know before its callers get it: such an action is off until somebody switches it on. */
  warning?: string;
  sayWhile: string;
  mode?: ToolRules["mode"];
  limits?: Partial<ToolRules["limits"]>;
  parameters: readonly ActionParameter[];
  steps(run: ActionRun): ActionSteps;
  /** How what it wrote is read again; null where the vendor has no way. */
  readBack: ReadBack | null;
};

/** `read`: the fields of a WrittenRecord as the vendor has them now; null when there is no such record any more. */
export type ReadBack = {
  request(record: WrittenRecord, of: Pick<ActionRun, "settings" | "account">): VendorRequest;
  read(answer: VendorAnswer, record: WrittenRecord): Record<string, string | number | null> | null;
};

export type Scope = { scope: string; words: string };

export type OAuth = {
  kind: "oauth";
  /** Whose credentials of the installation it signs in with. */
  client: "google" | "calendly" | "slack" | "hubspot" | "salesforce" | "notion";
  authorize: { origin: string; path: string; params?: Readonly<Record<string, string>> };
  token: { origin: string; path: string };
  /** S256; false where the vendor does not have it. */
  pkce: boolean;
  /** How the client's own secret is sent: in the form, or as HTTP Basic. */
  clientAuth: "form" | "basic";
  tokenBody: "form" | "json";
  scopeSeparator: " " | ",";
  /** What else the vendor says with the tokens: whose account it is, and where its API is. */
  grantIn?(json: unknown): { account?: Record<string, string>; apiUrl?: string } | { problem: string };
  /** How a consent is taken back at the vendor; null where it has no such address. */
  revoke:
    | ((token: { access: string; refresh: string | null }, client: { id: string; secret: string }) => RevokeRequest)
    | null;
};

export type RevokeRequest = {
  origin: string;
  method: "POST" | "DELETE" | "GET";
  path: string;
  form?: Readonly<Record<string, string>>;
  json?: unknown;
  headers?: Readonly<Record<string, string>>;
};

export type KeyField = { name: string; label: string; hint: string; secret: boolean };

export type KeyAuth = {
  kind: "key";
  fields: readonly KeyField[];
  /** `basic`: user and secret with each request; `signed`: the secret stays here and signs each request (HMAC-SHA256). */
  signIn: "basic" | "signed";
  /** Where its API is and what signs a request in; a problem by field when what was typed cannot be right. */
  read(
    fields: Readonly<Record<string, string>>,
  ): { apiUrl: string; name: string; user: string; secret: string } | { field: string; problem: string };
};

export type Setting = {
  name: string;
  label: string;
  hint: string;
  required: boolean;
  /** Until something else is set. */
  initial?: string;
};

export type Integration = {
  vendor: IntegrationVendor;
  title: string;
  /** What agents can do with it, in a sentence. */
  description: string;
  auth: OAuth | KeyAuth;
  scopes: readonly Scope[];
  settings: readonly Setting[];
  /** Of its API; a connection may name another. */
  apiOrigin: string;
  /** Headers of every request. */
  headers?: Readonly<Record<string, string>>;
  /** Right after connecting: whose account it is, as data for later (`name` is shown). */
  whoAmI?: { request: VendorRequest; read(json: unknown): Record<string, string> | null };
  /** What a 200 that says no says, as Slack has it; null: it is a yes. */
  refusalIn?(json: unknown): { code: string; isExpired: boolean } | null;
  /** What the vendor says was wrong, in its words; null: it does not. */
  problemIn(json: unknown): string | null;
  actions: readonly IntegrationAction[];
};
