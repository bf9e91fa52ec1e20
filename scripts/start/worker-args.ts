/**
 * How node runs a call-worker: made for one core, with some memory. Garbage collection that shares its work among threads makes them wait
 * for each other on one core: on one thread the pacer's lateness (p99) at 200 calls went from 5 ms to 2. And an old space that may grow to
 * 256 MiB before all of it is looked at: at 200 calls that is every few minutes instead of every few seconds, a tenth of the CPU.
 */
export const WORKER_ARGS = ["--single-threaded-gc", "--initial-old-space-size=256"] as const;
