/** The call that was accepted on this page a moment ago. Not in the address: who loads it again does not take it again. */
let accepted: string | null = null;

/** The live page of this call opens the microphone as soon as it is there: the person has pressed Accept. */
export function askToTake(callId: string): void {
  accepted = callId;
}

/** Whether the call was accepted just now; true once. */
export function takesOnArrival(callId: string): boolean {
  if (accepted !== callId) return false;
  accepted = null;
  return true;
}
