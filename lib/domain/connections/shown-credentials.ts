/** Fields that are no secret and name no account. */
const WHOLE: ReadonlySet<string> = new Set(["region"]);
const ENDS_CHARS = 4;

/** What may be seen of credentials again: of every field its last four characters, so that one knows which it is. */
export function shownCredentials(credentials: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(credentials)) {
    if (value === undefined || value === "") continue;
    shown[name] = WHOLE.has(name) ? value : `…${value.slice(-ENDS_CHARS)}`;
  }
  return shown;
}
