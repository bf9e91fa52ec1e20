/** What became of a change that was asked for on a page: `fields` says what is wrong with which input (dotted path). */
export type Saved<T> =
  { ok: true; data: T } | { ok: false; code: string; message: string; fields: Readonly<Record<string, string>> };
