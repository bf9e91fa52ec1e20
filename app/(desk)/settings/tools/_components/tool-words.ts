import type { HttpToolSpec, ToolParameter } from "@/lib/contracts/tools";

/** Who says a parameter's value, as people say it. */
export const SOURCE_WORDS: Record<ToolParameter["source"], string> = {
  model: "the agent, from what the caller says",
  caller_number: "the number the caller calls from",
  call_id: "the call’s id",
  business_id: "the business’s id",
  organization_id: "your organization’s id",
  language: "the call’s language",
  time_zone: "the business’s time zone",
  fixed: "always the same",
};

export const TYPE_WORDS: Record<ToolParameter["type"], string> = {
  text: "Text",
  number: "Number",
  whole_number: "Whole number",
  yes_no: "Yes or no",
  date: "Date",
  date_time: "Date and time",
  choice: "One of a list",
};

export const PLACE_WORDS: Record<ToolParameter["place"], string> = {
  path: "In the address",
  query: "After the ? of the address",
  header: "In a header",
  body: "In the body",
};

export const CONFIRM_WORDS: Record<HttpToolSpec["confirm"], string> = {
  none: "Nobody: it is done at once",
  caller: "The caller, having heard every detail",
  person: "Somebody of your team, while the caller waits",
};

export const EMPTY_PARAMETER: ToolParameter = {
  name: "",
  description: "",
  type: "text",
  options: [],
  required: true,
  place: "query",
  target: "",
  source: "model",
  value: "",
};

export const EMPTY_SPEC: HttpToolSpec = {
  name: "",
  title: "",
  description: "",
  method: "GET",
  address: "",
  headers: [],
  auth: { kind: "none" },
  parameters: [],
  result: [],
  readBack: null,
  effect: "reads",
  confirm: "none",
  mode: "side_by_side",
  sayWhile: "",
  timeoutMs: 8000,
  retries: 0,
  limits: { perTurn: 3, perCall: 10, perDay: 1000 },
};

/** A name for models made of a title. */
export const nameFrom = (title: string): string =>
  title
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "")
    .slice(0, 50);
