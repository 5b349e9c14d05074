// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';
import { timeEngineRun } from '../engineRun';
import type { Figure } from '../figure';
import { renderKmsProject } from '../project';

const ROUNDS = 3;
const SAMPLE_MS = 100;
const KB_OF_MB = 1024;

interface ProcessLine {
  pid: number;
  parent: number;
  residentKb: number;
  command: string;
}

async function processes(): Promise<ProcessLine[]> {
  const { stdout } = await promisify(execFile)(
    'ps',
    ['-axo', 'pid=,ppid=,rss=,args='],
    { maxBuffer: 50_000_000 },
  );
  return stdout.split('\n').flatMap(line => {
    const [, pid, parent, rss, command] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (!pid) return [];
    const residentKb = Number(rss);
    return [{ pid: Number(pid), parent: Number(parent), residentKb, command }];
  });
}

/** What the runners of a data folder and all they started hold, in MB. */
async function residentMb(dataDirectory: string): Promise<number> {
  const all = await processes();
  const counted = new Set(
    all
      .filter(({ command }) => command.includes(`${dataDirectory}/runs/`))
      .map(({ pid }) => pid),
  );
  for (let before = -1; before < counted.size; ) {
    before = counted.size;
    for (const { pid, parent } of all)
      if (counted.has(parent)) counted.add(pid);
  }
  const kb = all
    .filter(({ pid }) => counted.has(pid))
    .reduce((sum, { residentKb }) => sum + residentKb, 0);
  return kb / KB_OF_MB;
}

function runMemory(engine: Engine, accountId: string): Figure {
  return {
    name: `aws-stacks/${engine}-memory`,
    title: `the most that a runner and what it starts hold during a run of ${engine}`,
    unit: 'MB',
    statistic: 'median',
    async measure(environment) {
      const sandbox = await environment.sandbox();
      const samples: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        let most = 0;
        let isRunning = true;
        const watch = async () => {
          while (isRunning) {
            most = Math.max(most, await residentMb(sandbox.dataDirectory));
            await sleep(SAMPLE_MS);
          }
        };
        const watching = watch();
        const project = renderKmsProject(
          environment.repositoryRoot,
          engine,
          accountId,
        );
        await timeEngineRun(sandbox, project).finally(() => {
          isRunning = false;
        });
        await watching;
        if (most === 0) throw new Error('No runner was seen');
        samples.push(most);
      }
      return { samples };
    },
  };
}

/** What a run of each engine takes of the memory of its machine. */
export const runMemories: readonly Figure[] = [
  runMemory('terraform', '111111111113'),
  runMemory('cdk', '111111111113'),
];
