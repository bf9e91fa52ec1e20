const MOST_OPEN_ENDED = 2;

/**
 * Why a regular expression may not be used, in words; null: it may. Patterns run on everything that is said, in the middle of calls, so one that could take
 * long on some text is refused: repetition within repetition, choices within repetition, more than two open-ended repetitions, references and look-around.
 */
export function patternProblem(pattern: string): string | null {
  try {
    new RegExp(pattern, "iu");
  } catch {
    return "this is no regular expression";
  }
  if (/\(\?(?!:)/.test(pattern)) return "groups may only be ( ) or (?: ): no look-around, no names";
  if (/\\[1-9k]/.test(pattern)) return "it may not refer back to a group";
  return repetitionProblem(pattern);
}

type Group = { repeats: boolean; chooses: boolean };

function repetitionProblem(pattern: string): string | null {
  const groups: Group[] = [{ repeats: false, chooses: false }];
  let closed: Group | null = null;
  let openEnded = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const inner = groups.at(-1) as Group;
    const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/.exec(pattern.slice(at))?.[0];
    if (quantifier !== undefined) {
      const once = quantifier === "?";
      if (!once && closed && (closed.repeats || closed.chooses))
        return "a repeated group may hold no repetition and no choice";
      if (!once) inner.repeats = true;
      if (/^[*+]$|,\}$/.test(quantifier)) openEnded += 1;
      at += quantifier.length - 1;
      if (pattern[at + 1] === "?") at += 1;
      closed = null;
      continue;
    }
    closed = null;
    const character = pattern[at];
    if (character === "\\") at += 1;
    else if (character === "[") at = endOfClass(pattern, at);
    else if (character === "|") inner.chooses = true;
    else if (character === "(") groups.push({ repeats: false, chooses: false });
    else if (character === ")" && groups.length > 1) {
      closed = groups.pop() as Group;
      const outer = groups.at(-1) as Group;
      outer.repeats ||= closed.repeats;
    }
  }
  return openEnded > MOST_OPEN_ENDED ? "at most two *, + or {n,}: say how often at most, like {0,40}" : null;
}

function endOfClass(pattern: string, start: number): number {
  for (let at = start + 1; at < pattern.length; at += 1) {
    if (pattern[at] === "\\") at += 1;
    else if (pattern[at] === "]") return at;
  }
  return pattern.length;
}
