// SPDX-License-Identifier: Apache-2.0
import { createOutput, splitLines } from './output.mjs';
import { sleep, startGroup, stopGroup } from './process.mjs';

const LONG_LIFE_MS = 60_000;
const MAX_PAUSE_MS = 30_000;
const MAX_DEATHS_BEFORE_READY = 3;

/** One child process of the launcher: started, watched, restarted where that helps, stopped with all it started. */
export class Supervised {
  #definition;
  #output;
  #print;
  #onLost;
  #child;
  #deaths = 0;
  #wasReady = false;
  #stopping = false;

  /**
   * The definition has `name`, `command`, `args`, `cwd`, `env`, whether it is to `restart` when it dies, and
   * `isReady()`, or `readyEvent` for a process which says so on its standard output.
   */
  constructor({ definition, logsDir, verbose, print, onLost }) {
    this.#definition = definition;
    this.#output = createOutput({
      name: definition.name,
      folder: logsDir,
      verbose,
      print,
    });
    this.#print = print;
    this.#onLost = onLost;
  }

  start() {
    const { command, args, cwd, env, readyEvent } = this.#definition;
    const since = Date.now();
    // Its standard input stays open as long as the launcher lives: some processes end when it closes.
    const child = startGroup(command, args, {
      cwd,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    const readEvents = splitLines(line => {
      if (readyEvent !== undefined && line.includes(`"event":"${readyEvent}"`))
        this.#wasReady = true;
    });
    child.stdin?.on('error', () => {});
    child.stdout?.setEncoding('utf8').on('data', text => {
      this.#output.write(text);
      readEvents(text);
    });
    child.stderr
      ?.setEncoding('utf8')
      .on('data', text => this.#output.write(text));
    child.once('error', error => this.#ended(error.message, since));
    child.once('exit', (code, signal) =>
      this.#ended(signal ?? `code ${code}`, since),
    );
  }

  /** Resolves when the process is ready for the first time, or is being stopped. */
  async untilReady() {
    while (!this.#wasReady && !this.#stopping) {
      if (await this.#asksReady()) this.#wasReady = true;
      else await sleep(200);
    }
  }

  async stop(graceMs) {
    this.#stopping = true;
    if (this.#child?.pid !== undefined)
      await stopGroup(this.#child.pid, graceMs);
  }

  async #asksReady() {
    const { isReady } = this.#definition;
    return isReady !== undefined && (await isReady());
  }

  async #ended(how, since) {
    if (this.#stopping) return;
    const { name, restart } = this.#definition;
    if (Date.now() - since > LONG_LIFE_MS) this.#deaths = 0;
    this.#deaths += 1;
    const hopeless = !this.#wasReady && this.#deaths >= MAX_DEATHS_BEFORE_READY;
    if (!restart || hopeless) {
      this.#onLost(
        `The ${name} ended (${how}), so Groundwork stops. Its log is ${
          this.#output.path
        }`,
      );
      return;
    }
    const pauseMs = Math.min(MAX_PAUSE_MS, 1_000 * 2 ** (this.#deaths - 1));
    this.#print(
      `The ${name} ended (${how}); it is started again in ${
        pauseMs / 1_000
      } s. Its log is ${this.#output.path}`,
    );
    // What it leaves behind in its group still holds its port.
    await Promise.all([sleep(pauseMs), stopGroup(this.#child.pid, 3_000)]);
    if (this.#stopping) return;
    this.start();
    if (this.#wasReady) void this.#announceReturn(this.#child);
  }

  async #announceReturn(child) {
    while (
      this.#child === child &&
      child.exitCode === null &&
      !this.#stopping
    ) {
      if (await this.#asksReady()) {
        this.#print(`The ${this.#definition.name} answers again.`);
        return;
      }
      await sleep(200);
    }
  }
}
