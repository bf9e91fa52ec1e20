/** Loaded into a process that is not ours: it ends when whoever started it is gone, so that a killed start leaves nothing running. */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
