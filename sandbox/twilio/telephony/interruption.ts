/** What a verb was doing was cut short: the call ended, or was sent elsewhere. */
export class Interrupted extends Error {}

/**
 * Waits for one thing that can be cut short. `begin` gets `resolve` and returns what undoes its arrangements; that runs in any case.
 * @throws {Interrupted} when the signal is aborted first.
 */
export function interruptible<Value>(
  signal: AbortSignal,
  begin: (resolve: (value: Value) => void) => () => void,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new Interrupted());
      return;
    }
    let undo = (): void => {};
    let isSettled = false;
    const onAbort = (): void => settle(() => reject(new Interrupted()));
    const settle = (deliver: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      signal.removeEventListener("abort", onAbort);
      undo();
      deliver();
    };
    signal.addEventListener("abort", onAbort);
    undo = begin((value) => settle(() => resolve(value)));
    // `begin` may have resolved before there was anything to undo.
    if (isSettled) undo();
  });
}

/** Awaits a promise unless the signal is aborted first. @throws {Interrupted} */
export function unlessInterrupted<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new Interrupted());
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
