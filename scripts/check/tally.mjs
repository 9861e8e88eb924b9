const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Counts what passed and failed over all steps, and prints each step with its time when it ends; several may run at once. */
export class Tally {
  passed = 0;
  failed = 0;
  began = performance.now();
  why = [];

  /** Runs one step. `work` returns { ok, told?, output?, passed?, failed?, why? }; without counts it counts as one. */
  async step(name, work) {
    const from = performance.now();
    const result = await work().catch((error) => ({ ok: false, output: error.stack }));
    this.passed += result.passed ?? (result.ok ? 1 : 0);
    // A step that broke without a failed test in it has still failed.
    this.failed += Math.max(result.failed ?? 0, result.ok ? 0 : 1);
    const counts =
      result.passed === undefined ? "" : `  ${result.passed} passed, ${result.failed} failed`;
    const line = `${result.ok ? "ok  " : "FAIL"} ${name.padEnd(24)} ${seconds(from).padStart(8)}${counts}`;
    const output = !result.ok && result.output ? `${result.output.trimEnd()}\n` : "";
    // In one piece: what another step prints meanwhile comes before or after it.
    console.log([result.told, line, output].filter(Boolean).join("\n"));
    this.why.push(...(result.why ?? []));
    return result.ok;
  }

  /** Repeats what failed, so that it is at the end of a long log; then prints the last line and sets the exit code. */
  end() {
    for (const failure of this.why) console.log(`\nFAIL ${failure}`);
    console.log(`\n${seconds(this.began)} in all`);
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0 ? 0 : 1;
  }
}
