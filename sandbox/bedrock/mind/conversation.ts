import { afterAgreeing } from "./agreeing";
import { asksForWeek, asksWhetherThisIs, foreignReply, pressedKeys, says } from "./intents";
import { findAsked, goOn, sameInput, type Asked } from "./message-taking";
import { answerBooking, answerBookingResults } from "./booking";
import { goodbye, greeting, recap, whatItDoes, whatItIs, whoSpeaks } from "./introductions";
import { findMenuOption } from "./menu";
import { passagesOf } from "./passages";
import { hasSaid, PHRASES, vary } from "./phrases";
import { kindOf, sayFresh } from "./say-results";
import type { Situation } from "./situation";
import { fieldOf, fillTool, isKeyedIn, questionFor } from "./slots";
import { fillStep, isSmallTalk, messageTool, offer, stepsFor, stepsForJoined, type Step } from "./steps";
import { isToTakeDown } from "./steering";
import { answerTexting, answerTextingResults } from "./texting";
import type { Thought } from "./thought";
import { clauses, countWords, fold, sentences, stems, withoutLeadIn } from "./words";
import { acceptsWithWords, isOffer, isWish } from "./wish";

const MOST_CALLS = 5;
const REPEATED = /^(?:(?:I said|Once more): |As I said, )+/;
const WHAT_TO_KNOW = "What would you like to know?";
const WEEKEND_TOO = "Shall I look up the weekend as well?";
// Said by a client while it waits for something else; not an answer.
const FILLER =
  /^(?:one moment|let me (?:see|check)|just a (?:second|moment)|this is taking|hold on|bear with me)\b[^?]*$/i;

/** What to say or do about what the caller said last. */
export function answerCaller(situation: Situation): Thought[] {
  return notTwice(decide(situation), situation);
}

function decide(situation: Situation): Thought[] {
  const { callerSaid: said, lastSaid } = situation;
  const asked = findAsked(situation);
  const emergency = situation.briefing.emergencies.find(({ signs }) => stems(said).some((root) => signs.has(root)));
  if (emergency) return [say(`Please ring ${[...emergency.number].join(" ")} right away. They can help you now.`)];
  const keys = pressedKeys(said);
  if (keys && asked?.about !== "field") return answerKeys(keys, situation, asked);
  if (says.waiting(said)) return answerWaiting(situation, asked);
  if (says.silence(said)) return [say("Are you still there?")];
  if (says.toldToGreet(said)) return [say(greeting(situation))];
  if (says.stageNote(said) && !keys) return [say(lastSaid === "" ? greeting(situation) : vary("listening", lastSaid))];
  const foreign = foreignReply(said);
  if (foreign) return [say(`${foreign} I'm sorry, I can only speak English here. ${offer(situation)}`)];
  if (says.goodbye(said) && !says.question(said) && !(asked && hasContent(said))) return endCall(situation);
  if (says.asksWhatItIs(said))
    return compose([{ kind: "say", text: whatItIs(situation) }, openQuestion(asked)], situation);
  if (says.asksRules(said)) return [say(`I can't talk about that. ${whatItDoes(situation)}`)];
  if (says.recap(said)) return [say(recap(situation))];
  const brief = answerAboutTalking(situation, asked);
  if (brief) return brief;
  const agreed = afterAgreeing(situation);
  if (agreed) return agreed;
  const texting = asked?.about === "field" ? undefined : answerTexting(situation);
  if (texting) return texting;
  const booking = says.wantsPerson(said) || says.wantsMessage(said) ? undefined : answerBooking(situation);
  if (booking) return booking;
  if (asked) {
    const steps = goOn(asked, situation);
    if (steps) return compose(steps, situation);
  }
  const tool = messageTool(said, situation.tools);
  if (tool && isOffer(lastSaid) && acceptsWithWords(said) && foreignReply(lastSaid) === undefined) {
    const step = fillStep(tool, said, situation);
    return compose(
      [step.kind === "ask" ? { ...step, lead: "Alright, I will take that as a message." } : step],
      situation,
    );
  }
  const short = answerBrief(situation);
  if (short) return short;
  const corrected = correctMessage(situation);
  if (corrected) return corrected;
  const bare = withoutLeadIn(said);
  if (stems(bare).length === 0 && !asked && countWords(bare) <= 3 && !says.question(bare) && !isWish(said, lastSaid))
    return [say(notCaught(lastSaid))];
  return compose([...stepsOf(situation), openQuestion(asked)], situation);
}

/** What to say once tools have answered: their results, then whatever else the caller had asked for. */
export function answerResults(situation: Situation): Thought[] {
  const booking = answerBookingResults(situation);
  if (booking) return notTwice(booking, situation);
  const texting = answerTextingResults(situation);
  if (texting) return notTwice(texting, situation);
  const spoken = situation.freshResults.map((fresh) => sayFresh(fresh, situation)).filter((text) => text !== "");
  const ended = situation.freshResults.some((fresh) => kindOf(fresh, situation) === "end");
  const took = situation.freshResults.some((fresh) => kindOf(fresh, situation) === "message");
  const asked = findAsked(situation);
  const wasAnswer = asked?.about === "field" && situation.calledSince.includes(asked.tool.name);
  const wasKeys = pressedKeys(situation.callerSaid) !== undefined;
  if (situation.calledSince.length === MOST_CALLS && asksForWeek(situation.callerSaid)) spoken.push(WEEKEND_TOO);
  if (ended || took || wasAnswer || wasKeys) return notTwice([say(unique(spoken).join(" "))], situation);
  const followed = asked ? goOn(asked, situation) : undefined;
  const steps = followed ?? [...stepsOf(situation), openQuestion(asked)];
  const rest = steps
    .filter((step) => step !== undefined && step.kind !== "unknown")
    .filter((step) => step.kind !== "call" || !situation.calledSince.includes(step.tool.name))
    .map((step) => (spoken.some(isClosed) ? askAnotherDay(step) : step));
  if (rest.some((step) => step.kind === "call") && situation.calledSince.length < MOST_CALLS) {
    return compose(rest, situation, spoken);
  }
  for (const step of rest) {
    if (step.kind === "say") spoken.push(step.text);
    else if (step.kind === "ask") spoken.push([step.lead ?? "", step.question].filter(Boolean).join(" "));
  }
  const lookedUp = situation.freshResults.some(({ result }) => passagesOf(result) !== undefined);
  if (lookedUp && steps.some((step) => step?.kind === "unknown") && !rest.some((step) => step?.kind === "say"))
    spoken.push(vary("unknown", situation.lastSaid), offer(situation));
  return notTwice([say(unique(spoken).join(" "))], situation);
}

function stepsOf(situation: Situation): Step[] {
  const bare = withoutLeadIn(situation.callerSaid);
  const parts = clauses(bare);
  return (parts.length > 0 ? parts : [bare]).flatMap((clause, at) => {
    const before = parts[at - 1];
    if (before === undefined) return stepsForJoined(clause, situation);
    // What one thing points back to is the thing said just before it.
    const turns = [
      ...situation.turns.slice(0, -1),
      { role: "user" as const, text: before },
      ...situation.turns.slice(-1),
    ];
    return stepsForJoined(clause, { ...situation, turns });
  });
}

function compose(
  steps: readonly (Step | undefined)[],
  situation: Situation,
  before: readonly string[] = [],
): Thought[] {
  const calls = new Map<string, Thought>();
  const texts = [...before];
  let question: string | undefined;
  let unknown: Extract<Step, { kind: "unknown" }> | undefined;
  for (const step of steps) {
    if (step?.kind === "call") calls.set(step.tool.name + JSON.stringify(step.input), call(step));
    else if (step?.kind === "say") texts.push(step.text);
    else if (step?.kind === "ask" && question === undefined) {
      question = step.question;
      if (step.lead) texts.push(step.lead);
    } else if (step?.kind === "unknown") unknown ??= step;
  }
  // Facts and questions wait until the tools have answered, so that the caller hears one answer.
  if (calls.size > 0) {
    const lead = before.length > 0 ? [say(before.join(" "))] : [];
    return [...lead, ...[...calls.values()].slice(0, MOST_CALLS)];
  }
  const { lastSaid } = situation;
  if (unknown && texts.length === 0) {
    if (unknown.isNonsense) return [say([notCaught(lastSaid), question ?? ""].filter(Boolean).join(" "))];
    texts.push(vary(unknown.isQuestion ? "unknown" : "cannotSee", lastSaid), ...(question ? [] : [offer(situation)]));
  }
  if (question) texts.push(...(texts.length > 0 ? [question] : [`Of course. ${question}`]));
  if (texts.length > 0) return [say(onlyLastOffer(unique(texts)).join(" "))];
  return [say(small(situation))];
}

/** What was asked of the caller before they asked something else is asked again. */
function openQuestion(asked: Asked | undefined): Step | undefined {
  return asked && { kind: "ask", tool: asked.tool, question: asked.question };
}

/** Turns that are about the talking itself: repeating, waiting, being there. */
function answerAboutTalking(situation: Situation, asked: Asked | undefined): Thought[] | undefined {
  const { callerSaid: said, lastSaid } = situation;
  if (says.saysWhat(said) || says.asksAgain(said)) {
    return [say(lastSaid === "" ? greeting(situation) : lastSaid.replace(REPEATED, ""))];
  }
  const wanted = asksWhetherThisIs(said);
  const { businessName } = situation.briefing;
  if (wanted && businessName) {
    const isHere = fold(wanted).includes(fold(businessName)) || fold(businessName).includes(fold(wanted));
    return [
      say(
        isHere
          ? `Yes, this is ${businessName}. How can I help you?`
          : `No, you have reached ${businessName}. Can I help you with anything here?`,
      ),
    ];
  }
  if (says.asksWho(said)) return [say(whoSpeaks(situation))];
  if (says.beQuiet(said)) return [say(vary("listening", lastSaid))];
  if (says.areYouThere(said)) return [say(["Yes, I'm here.", asked?.question ?? "How can I help you?"].join(" "))];
  if (says.howAreYou(said)) return [say("I am well, thank you. How can I help you?")];
  if (says.whatCanYouDo(said)) return [say(whatItDoes(situation))];
  if (says.wait(said) && !hasContent(said)) return [say(vary("takeTime", lastSaid))];
  return undefined;
}

function answerBrief(situation: Situation): Thought[] | undefined {
  const { callerSaid: said, lastSaid, briefing } = situation;
  const opener = briefing.openers[0];
  const isOpening = briefing.isOutbound && situation.turns.filter(({ role }) => role === "assistant").length <= 2;
  const wasOpener = opener !== undefined && lastSaid.includes(opener);
  const hasMore = countWords(said) > 3 && says.question(withoutLeadIn(said));
  if (says.yes(said) && !hasMore && !says.thanksInWords(said)) {
    const tool = messageTool(said, situation.tools);
    if (lastSaid.includes(WEEKEND_TOO)) return compose(stepsFor("the weekend", situation), situation);
    if (tool && isOffer(lastSaid)) return compose([fillStep(tool, said, situation)], situation);
    if (wasOpener) return [say(`Wonderful, thank you. ${vary("anythingElse", lastSaid)}`)];
    if (isOpening && opener) return [say(`Thank you. ${opener}`)];
    if (hasSaid("anythingElse", lastSaid) && countWords(said) <= 2) return [say(`Of course. ${WHAT_TO_KNOW}`)];
    if (/\?\s*$/.test(lastSaid) && stems(said).length === 0 && !says.thanks(said))
      return [say("Thank you. Please tell me what you need.")];
    if (stems(said).length === 0 && lastSaid !== "" && !says.thanks(said) && !isWish(said, lastSaid))
      return [say(`Good. ${vary("anythingElse", lastSaid)}`)];
  }
  if (says.no(said) && !says.question(withoutLeadIn(said)) && stems(withoutLeadIn(said)).length <= 1) {
    if (hasSaid("anythingElse", lastSaid) || lastSaid.includes(WHAT_TO_KNOW)) return endCall(situation);
    if (isOffer(lastSaid)) return [say(`No problem. ${vary("anythingElse", lastSaid)}`)];
    if (wasOpener) return declined(situation);
    if (isOpening) return endCall(situation, "I'm sorry to have disturbed you. Goodbye.");
    if (stems(withoutLeadIn(said)).length === 0) return [say(`Alright. ${vary("anythingElse", lastSaid)}`)];
  }
  if (says.neverMind(said)) return [say(`No problem. ${vary("anythingElse", lastSaid)}`)];
  if (says.thanksInWords(said)) return [say(`${vary("welcome", lastSaid)} ${vary("anythingElse", lastSaid)}`)];
  if (says.thanks(said)) return [say(`Good. ${vary("anythingElse", lastSaid)}`)];
  if (/^(?:oh,? )?(?:i'?m )?(?:so )?sorry[.!]*$/i.test(said)) return [say("No problem at all. How can I help you?")];
  if (clauses(said).every(isSmallTalk)) return [say(small(situation))];
  return undefined;
}

/** They will not come, or not want it: what they would like instead is taken down. */
function declined(situation: Situation): Thought[] {
  const tool = messageTool("", situation.tools);
  const field = tool && fieldOf(tool, "message");
  const question = field ? questionFor(field, situation.lastSaid) : vary("anythingElse", situation.lastSaid);
  return [say(`Thank you for telling me. ${question}`)];
}

/** A name or number put right after the message was taken: it is taken once more, with what is right. */
function correctMessage(situation: Situation): Thought[] | undefined {
  const taken = situation.pastCalls.at(-1);
  const tool = situation.tools.find(({ name, kind }) => name === taken?.name && kind === "message");
  const corrects = /\b(?:no|not|wrong|actually|correct|sorry|mean|meant|change)\b/i.test(situation.callerSaid);
  if (!taken || !tool || !corrects || says.question(withoutLeadIn(situation.callerSaid))) return undefined;
  const { input } = fillTool(tool, situation.callerSaid, situation);
  const message = fieldOf(tool, "message");
  const kept = message ? { [message.name]: taken.input[message.name] } : {};
  const right = { ...taken.input, ...input, ...kept };
  return sameInput(right, taken.input) ? undefined : [{ kind: "tool", name: tool.name, input: right }];
}

function answerWaiting(situation: Situation, asked: Asked | undefined): Thought[] {
  const { lastSaid, turns } = situation;
  const unanswered = turns.findLast(({ role, text }) => role === "user" && !says.stageNote(text));
  if (FILLER.test(lastSaid) && unanswered) {
    const before = turns.slice(0, turns.indexOf(unanswered)).findLast(({ role }) => role === "assistant")?.text ?? "";
    const upTo = turns.slice(0, turns.indexOf(unanswered) + 1);
    return answerCaller({ ...situation, callerSaid: unanswered.text, lastSaid: before, turns: upTo });
  }
  if (lastSaid === "") return [say(greeting(situation))];
  if (asked) return [say(`Take your time. ${asked.question}`)];
  const tool = isToTakeDown(situation.briefing.text) ? messageTool("", situation.tools) : undefined;
  if (tool) return compose([fillStep(tool, "", situation)], situation);
  return [
    say(
      hasSaid("anythingElse", lastSaid) ? "I'm still here, if you need anything more." : vary("anythingElse", lastSaid),
    ),
  ];
}

function endCall(situation: Situation, words?: string): Thought[] {
  const text = words ?? goodbye(situation);
  const tool = situation.tools.find((candidate) => candidate.kind === "end");
  if (!tool) return [say(text)];
  const { input } = fillTool(tool, situation.callerSaid, situation);
  return [say(text), { kind: "tool", name: tool.name, input }];
}

function answerKeys(keys: string, situation: Situation, asked: Asked | undefined): Thought[] {
  const steps = asked && goOn(asked, situation);
  if (steps) return compose(steps, situation);
  const keyed = situation.tools.find((tool) => tool.fields.some(isKeyedIn));
  if (keyed && /\b(?:keypad|press|code|digits)\b/i.test(situation.lastSaid))
    return compose([fillStep(keyed, situation.callerSaid, situation)], situation);
  const option = findMenuOption(keys.replace(/[#*]/g, ""), situation.briefing.text);
  if (option) {
    const steps = stepsFor(option, situation).filter((step) => step.kind !== "unknown");
    if (steps.length > 0) return compose(steps, situation);
    return [say(`You chose ${option}. How can I help you with that?`)];
  }
  const named = [...keys].map((key) => (key === "#" ? "pound" : key === "*" ? "star" : key));
  return [say(`You pressed ${named.join(" ")}. What would you like to do?`)];
}

const isClosed = (text: string) => /\bclosed (?:on|tomorrow|today)\b/i.test(text);

/** When the wished day is closed, another one is asked for before anything else. */
function askAnotherDay(step: Step): Step {
  const isWish = step.kind === "ask" && step.tool.kind === "message" && step.lead !== undefined;
  return isWish ? { ...step, lead: "", question: PHRASES.when[1] } : step;
}

function small({ lastSaid, ...situation }: Situation): string {
  return lastSaid === "" ? greeting({ lastSaid, ...situation }) : vary("hello", lastSaid);
}

function notCaught(lastSaid: string): string {
  return `${vary("notCaught", lastSaid)} ${vary("sayAgain", lastSaid)}`;
}

/** Whether a turn that says goodbye or "one moment" says something else as well. */
function hasContent(said: string): boolean {
  return (
    stems(
      withoutLeadIn(said).replace(
        /\b(?:good ?)?bye\b|\bmoment\b|\b(?:wait|stop|hold|hang)\b|\bsecond\b|\bminute\b|\bthat[’']?s (?:all|it)\b/gi,
        "",
      ),
    ).length > 0
  );
}

/** The same answer is not given twice in a row without a word about it, unless it was asked for. */
function notTwice(thoughts: Thought[], { lastSaid, callerSaid }: Situation): Thought[] {
  const asksAgain = says.saysWhat(callerSaid) || says.asksAgain(callerSaid);
  return thoughts.map((thought) => {
    if (thought.kind !== "text" || fold(thought.text) !== fold(lastSaid.replace(REPEATED, ""))) return thought;
    const isI = /^I\b/.test(thought.text);
    const text = isI ? thought.text : thought.text.charAt(0).toLowerCase() + thought.text.slice(1);
    return {
      kind: "text",
      text: asksAgain
        ? `${lastSaid.startsWith("I said:") ? "Once more" : "I said"}: ${thought.text}`
        : `As I said, ${text}`,
    };
  });
}

/** Of two offers in one answer only the last stands. */
function onlyLastOffer(texts: readonly string[]): string[] {
  const asks = (text: string) => /\?\s*$/.test(text) && (hasSaid("offer", text) || hasSaid("anythingElse", text));
  return texts.map((text, at) =>
    asks(text) && at < texts.length - 1
      ? sentences(text)
          .filter((sentence) => !asks(sentence))
          .join(" ")
      : text,
  );
}

function call(step: Extract<Step, { kind: "call" }>): Thought {
  return { kind: "tool", name: step.tool.name, input: step.input };
}

function say(text: string): Thought {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return { kind: "text", text: capital };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
