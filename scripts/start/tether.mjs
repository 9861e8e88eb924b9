// Loaded first in every process that the start script creates: when that script dies, by whatever means, so does the
// process. Only these: a process that one of them forks inherits this import, and its channel belongs to its parent.
if (process.channel && process.env.TETHERED) {
  delete process.env.TETHERED;
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    // Not by exit(): a listener for that may fail, as a log does whose reader is dead, and then nothing exits.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 12_000).unref();
  });
}
