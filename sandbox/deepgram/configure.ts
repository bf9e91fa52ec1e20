import type { TurnThresholds } from "./turn-detector";

/** What a Configure message can change while a Flux stream runs. */
export interface Configuration {
  readonly thresholds: TurnThresholds;
  readonly keyterms: readonly string[];
  readonly languageHints: readonly string[];
}

/** Applies a Configure message: fields that are absent stay as they are. Returns the reason when it is refused. */
export function readConfigure(
  message: Record<string, unknown>,
  current: Configuration,
  model: string,
): Configuration | string {
  const { thresholds: given = {}, keyterms, language_hints: hints, numerals } = message;
  if (typeof given !== "object" || given === null) return "thresholds must be an object";
  const thresholds = given as Record<string, unknown>;
  const eotThreshold = pick(thresholds.eot_threshold, current.thresholds.eotThreshold, 0.5, 1);
  const eagerEotThreshold =
    thresholds.eager_eot_threshold === null
      ? undefined
      : pick(thresholds.eager_eot_threshold, current.thresholds.eagerEotThreshold, 0.3, 0.9);
  const eotTimeoutMs = pick(thresholds.eot_timeout_ms, current.thresholds.eotTimeoutMs, 500, 60_000);
  if (Number.isNaN(eotThreshold)) return "eot_threshold must be a number from 0.5 to 1.0";
  if (Number.isNaN(eagerEotThreshold)) return "eager_eot_threshold must be a number from 0.3 to 0.9";
  if (!Number.isInteger(eotTimeoutMs)) return "eot_timeout_ms must be an integer from 500 to 60000";
  if (eagerEotThreshold !== undefined && eagerEotThreshold > eotThreshold) {
    return "eager_eot_threshold must not be greater than eot_threshold";
  }
  if (numerals !== undefined && typeof numerals !== "boolean") return "numerals must be true or false";
  const newKeyterms = typeof keyterms === "string" ? [keyterms] : (keyterms ?? current.keyterms);
  if (!isStrings(newKeyterms)) return "keyterms must be strings";
  if (hints !== undefined && model !== "flux-general-multi") return "language_hints need flux-general-multi";
  const newHints = hints ?? current.languageHints;
  if (!isStrings(newHints) || newHints.includes("")) return "language_hints must be language codes";
  return {
    thresholds: { eotThreshold, eagerEotThreshold, eotTimeoutMs },
    keyterms: newKeyterms,
    languageHints: newHints,
  };
}

/** The given number, the current one when none is given, NaN when it is out of range. */
function pick<Current extends number | undefined>(
  given: unknown,
  current: Current,
  least: number,
  most: number,
): Current | number {
  if (given === undefined) return current;
  const value = typeof given === "string" && given.trim() !== "" ? Number(given) : given;
  return typeof value === "number" && value >= least && value <= most ? value : NaN;
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
