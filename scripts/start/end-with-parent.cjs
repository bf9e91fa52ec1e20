/**
 * Loaded into every process before anything of its own: whenever whoever started it is gone, it is told to stop, so that a killed start
 * leaves nothing running. Its log's pipe is broken then, and what a logger flushes at the exit would wait for it without end.
 */
process.on("disconnect", () => {
  const end = () => process.kill(process.pid, "SIGKILL");
  process.prependListener("exit", end);
  setTimeout(end, 12_000).unref();
  process.kill(process.pid, "SIGTERM");
});
