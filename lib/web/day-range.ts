import { TZDate } from "@date-fns/tz";

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The moment a local day (`YYYY-MM-DD`) begins in a zone, `plusDays` later; null for what is no day. */
export function startOfDay(day: string | undefined, timeZone: string, plusDays = 0): string | null {
  const parts = DAY.exec(day ?? "");
  if (!parts) return null;
  const [year = 0, month = 0, date = 0] = parts.slice(1).map(Number);
  const start = new TZDate(year, month - 1, date + plusDays, timeZone);
  const isReal = plusDays > 0 || (start.getMonth() === month - 1 && start.getDate() === date);
  return isReal && Number.isFinite(start.getTime()) ? new Date(start.getTime()).toISOString() : null;
}
