import { cancelClosing, sayAndClose } from "./closing";
import type { SearchMoved } from "./events";
import { moved, promiseCallback, stopTimers } from "./find-person";
import { agentHasFloor, toAgent } from "./floor-holder";
import { stopWaiting } from "./response-delay";
import { say, stopSpeaking } from "./speaking";
import type { Search } from "./state";
import type { Step } from "./step";
import { stopThinking, think } from "./thinking";

/** The caller is alone again after a person, or after one who left before they could talk: the agent says so, and goes on. */
export function welcomeBack(step: Step): void {
  const { cameBack, settings } = step.state;
  const { backWithYou, goOn, colleagueCutOff, nobodyFree, nobodyFreeYet } = settings.phrases;
  step.set({ phase: "talking", caller: null, cameBack: null, unanswered: cameBack === "missed" });
  if (cameBack === "talked") return void say(step, "prompt", `${backWithYou} ${goOn}`);
  step.set({ nobodyFor: NEVER_MET });
  promiseCallback(step, NEVER_MET);
  say(step, "prompt", `${colleagueCutOff} ${settings.callerNumber === null ? nobodyFreeYet : nobodyFree}`);
  think(step);
}

const NEVER_MET = "The colleague who had taken the call left before they could talk";

export function onSearchNamed(step: Step, escalationId: string): void {
  const { search } = step.state;
  if (!search || search.escalationId !== null) return;
  const named = { ...search, escalationId };
  const { cause, reason, mode } = search;
  step.set({ search: named });
  step.fact({ type: "escalation.raised", escalationId, cause, reason, mode });
  step.effect({ kind: "find_person", search: named });
}

export function onSearchMoved(step: Step, escalationId: string, progress: SearchMoved): void {
  const { search } = step.state;
  if (search?.escalationId !== escalationId) return;
  // A call that is on its way to somebody else needs nobody any more.
  if (step.state.closing?.disposition === "transferred") return;
  switch (progress.kind) {
    case "ringing":
    case "declined":
    case "no_answer":
      return moved(step, search, progress.kind, progress.name);
    case "accepted":
      moved(step, search, "accepted", progress.name, progress.via === "browser" ? { userId: progress.userId } : {});
      return progress.via === "browser" ? awaitPerson(step, search, progress) : connectByPhone(step, search, progress);
    case "nobody":
    case "failed":
      return nobodyThere(step, search);
  }
}

/** The caller is not left alone with the ringing. */
export function onCompanyTimer(step: Step): void {
  const { search, phase, caller, speeches, thinking, settings } = step.state;
  if (!search) return;
  step.setTimer("company", settings.search.companyEveryMs);
  if (search.awaited || !agentHasFloor(step) || phase !== "talking" || caller || speeches.length > 0 || thinking)
    return;
  const { company } = settings.phrases;
  step.set({ search: { ...search, linesSaid: search.linesSaid + 1 } });
  say(step, "filler", company[search.linesSaid % company.length] ?? "");
}

/** Who accepted did not come: another is looked for, once. */
export function onJoinTimer(step: Step): void {
  const { search, settings } = step.state;
  if (!search?.awaited || search.escalationId === null) return;
  moved(step, search, "no_answer", search.awaited.name);
  step.effect({ kind: "withdraw_search" });
  if (search.tries >= settings.search.moreSearches) return nobodyThere(step, search);
  const again = { ...search, escalationId: search.escalationId, awaited: null, tries: search.tries + 1 };
  step.set({ search: again });
  step.effect({ kind: "find_person", search: again });
  if (agentHasFloor(step) && step.state.phase === "talking") say(step, "filler", settings.phrases.company[0] ?? "");
}

function awaitPerson(step: Step, search: Search, { userId, name }: { userId: string; name: string }): void {
  step.set({ search: { ...search, awaited: { userId, name } } });
  step.setTimer("join", step.state.settings.search.joinMs);
  if (step.state.phase !== "talking" || step.state.floor.holder === "person") return;
  makeRoom(step);
  say(step, "prompt", step.state.settings.phrases.personIsHere.replace("{name}", name));
}

function connectByPhone(step: Step, search: Search, { name, conference }: { name: string; conference: string }): void {
  const { phrases } = step.state.settings;
  step.set({ connectedId: search.escalationId, search: null });
  stopTimers(step);
  makeRoom(step);
  step.set({ closing: null, unanswered: false });
  step.fact({ type: "call.transferring", to: name, why: search.reason });
  sayAndClose(step, "goodbye", phrases.connectingTo.replace("{name}", name), {
    disposition: "transferred",
    reason: search.reason,
    next: { kind: "conference", name: conference },
  });
}

function nobodyThere(step: Step, search: Search): void {
  const { fallbackNumber, people, phrases, escalation, callerNumber } = step.state.settings;
  const { reason } = search;
  moved(step, search, "nobody", null);
  stopTimers(step);
  step.set({ search: null, nobodyFor: reason, historyVersion: step.state.historyVersion + 1 });
  if (step.state.floor.holder === "paused") toAgent(step);
  if (people?.otherwise === "fallback_number" && fallbackNumber !== null) {
    makeRoom(step);
    step.set({ closing: null, unanswered: false });
    step.fact({ type: "call.transferring", to: fallbackNumber, why: reason });
    sayAndClose(step, "goodbye", escalation.announcement || phrases.connecting, {
      disposition: "transferred",
      reason,
      next: { kind: "dial", to: fallbackNumber },
    });
    return;
  }
  promiseCallback(step, reason);
  step.set({ unanswered: true });
  if (step.state.phase !== "talking") return;
  const { speeches } = step.state;
  const wasSpeaking = speeches.length > 0;
  // Somebody is looked for no longer than it takes to say so: that is heard out, and then what came of it.
  makeRoom(step, speeches.length === 1 && speeches[0]?.text === phrases.findSomebody);
  say(step, "prompt", callerNumber === null ? phrases.nobodyFreeYet : phrases.nobodyFree);
  // It asks for what it needs to know at once, or as soon as what it was saying is out of the history.
  if (!step.state.caller && !wasSpeaking) think(step);
}

/** What is being said and thought gives way. */
function makeRoom(step: Step, isHeardOut = false): void {
  if (step.state.floor.holder === "paused") toAgent(step);
  stopThinking(step);
  if (!isHeardOut) stopSpeaking(step);
  stopWaiting(step);
  cancelClosing(step);
}
