import { ApiError } from "./api-error";

/** A request to the API, already authenticated. */
export interface ApiRequest {
  /** Path with query, as a client would ask for it again. */
  readonly url: URL;
  /** The SIDs and names in the path, in order. */
  readonly path: readonly string[];
  readonly form: URLSearchParams;
}

export interface ApiResponse {
  readonly status: number;
  readonly json?: unknown;
  readonly body?: { readonly type: string; readonly bytes: Buffer };
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** Matches what follows /2010-04-01/Accounts/{sid}, without `.json`. */
  readonly pattern: RegExp;
  readonly handle: (request: ApiRequest) => ApiResponse;
}

const DEFAULT_PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 1_000;

/** One page of a list, with the links that clients follow. */
export function page<Item>(
  request: ApiRequest,
  key: string,
  items: readonly Item[],
  render: (item: Item) => unknown,
): ApiResponse {
  const { searchParams } = request.url;
  const pageSize = Math.min(
    MAX_PAGE_SIZE,
    Math.max(1, Number(searchParams.get("PageSize") ?? DEFAULT_PAGE_SIZE) || DEFAULT_PAGE_SIZE),
  );
  const index = Math.max(0, Number(searchParams.get("Page") ?? 0) || 0);
  const start = index * pageSize;
  const part = items.slice(start, start + pageSize);
  const uri = (number: number): string => {
    const search = new URLSearchParams(searchParams);
    search.set("PageSize", String(pageSize));
    search.set("Page", String(number));
    return `${request.url.pathname}?${search.toString()}`;
  };
  return {
    status: 200,
    json: {
      [key]: part.map(render),
      end: Math.max(start, start + part.length - 1),
      first_page_uri: uri(0),
      next_page_uri: start + pageSize < items.length ? uri(index + 1) : null,
      page: index,
      page_size: pageSize,
      previous_page_uri: index > 0 ? uri(index - 1) : null,
      start,
      uri: uri(index),
    },
  };
}

/** An absolute http(s) URL of a form field; undefined when absent or empty. @throws {ApiError} */
export function urlField(form: URLSearchParams, name: string, code = 21205): string | undefined {
  const value = form.get(name);
  if (value === null || value === "") return undefined;
  try {
    const { protocol } = new URL(value);
    if (protocol === "http:" || protocol === "https:") return value;
  } catch {
    // Told below, together with other schemes.
  }
  throw new ApiError(400, code, `${name} is not a valid URL: ${value}`);
}

export function methodField(form: URLSearchParams, name: string): "GET" | "POST" {
  const value = (form.get(name) ?? "POST").toUpperCase();
  if (value === "GET" || value === "POST") return value;
  throw new ApiError(400, 21403, `${name} must be GET or POST, not ${value}`);
}

/** A whole number of seconds or milliseconds between the limits. @throws {ApiError} */
export function integerField(
  form: URLSearchParams,
  name: string,
  fallback: number,
  least: number,
  most: number,
): number {
  const text = form.get(name);
  if (text === null || text === "") return fallback;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new ApiError(400, 20001, `${name} must be a whole number from ${least} to ${most}, not ${text}`);
}
