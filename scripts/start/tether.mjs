// Loaded first in every process the start script makes: when that script dies, by whatever means, so does this.
// Only these: a process that one of them forks inherits this import, and its channel is its parent's to use.
if (process.channel && process.env.TETHERED) {
  delete process.env.TETHERED;
  process.channel.unref();
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    // Not by exit(): whoever listens for that may fail, as a log does whose reader is dead, and then nothing exits.
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 12_000).unref();
  });
}
