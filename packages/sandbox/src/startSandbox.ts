// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  ControlClient,
  EndBuild,
  FaultRule,
  FaultRuleInput,
  PutFindings,
  RequestEntry,
  RequestFilter,
} from './emulator/ControlClient';
import { launchEmulator } from './emulator/launchEmulator';
import { seedInChild } from './seed/seedInChild';
import type { SeedSize } from './seed/seedSandbox';

/** How to start a sandbox. @public */
export interface StartSandboxOptions {
  /** Port of the AWS endpoint; 0, the default, picks a free one. */
  port?: number;
  /** Port of the control endpoint; 0, the default, picks a free one. */
  controlPort?: number;
  /** A folder for `sandbox.json`, which says where the running sandbox answers. */
  dataDir?: string;
  /** What to create: nothing, the accounts with their roles and buckets, or the whole estate. */
  seed?: false | SeedSize;
}

/** A running sandbox. @public */
export interface Sandbox {
  /** The AWS endpoint, `http://localhost:<port>`: the value of `AWS_ENDPOINT_URL`. */
  endpoint: string;
  /** The control endpoint. */
  controlUrl: string;
  /** The emulator's process id, which is also its process group. */
  pid: number;
  /** Rules that make calls fail or wait. */
  faults: {
    add(rule: FaultRuleInput): Promise<FaultRule>;
    list(): Promise<FaultRule[]>;
    remove(id: string): Promise<void>;
    clear(): Promise<void>;
  };
  /** The calls the emulator answered, oldest first. */
  requests(filter?: RequestFilter): Promise<RequestEntry[]>;
  /** Ends a build of CodeBuild: nothing is executed here, so whoever plays it says how it ended. */
  endBuild(end: EndBuild): Promise<void>;
  /** Puts findings into a hub as they are, also such as no product may import: for fuzz and bench. */
  putFindings(put: PutFindings): Promise<void>;
  /** Forgets all state, fault rules and requests; nothing is seeded again. */
  reset(): Promise<void>;
  /** Settles when the emulator has ended, for whatever reason. */
  exited: Promise<number>;
  /** Ends the emulator. */
  stop(): Promise<void>;
}

async function writeWhereabouts(dataDir: string, whereabouts: object) {
  await mkdir(dataDir, { recursive: true });
  const text = `${JSON.stringify(whereabouts, undefined, 2)}\n`;
  await writeFile(path.join(dataDir, 'sandbox.json'), text);
}

/**
 * Starts an emulated AWS estate in a process of its own.
 *
 * @remarks
 * State is in memory. The emulator ends with `stop()`, or when this process ends.
 *
 * @public
 */
export async function startSandbox(
  options: StartSandboxOptions = {},
): Promise<Sandbox> {
  const { port = 0, controlPort = 0, dataDir, seed = false } = options;
  const emulator = await launchEmulator({ port, controlPort });
  const { endpoint, controlUrl, pid, exited, stop } = emulator;
  const control = ControlClient.create({ controlUrl });
  try {
    if (dataDir) await writeWhereabouts(dataDir, { endpoint, controlUrl, pid });
    if (seed) await seedInChild({ endpoint, controlUrl, size: seed });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    endpoint,
    controlUrl,
    pid,
    exited,
    stop,
    faults: {
      add: rule => control.addFault(rule),
      list: () => control.listFaults(),
      remove: id => control.removeFault(id),
      clear: () => control.clearFaults(),
    },
    requests: filter => control.requests(filter),
    endBuild: end => control.endBuild(end),
    putFindings: put => control.putFindings(put),
    reset: () => control.reset(),
  };
}
