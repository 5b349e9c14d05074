// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../figure';
import { timed } from '../process';

const ROUNDS = 3;

/** A start where everything is installed already. */
export const secondStart: Figure = {
  name: 'groundwork/second-start',
  title: 'npm start until it is ready, with everything installed',
  unit: 's',
  target: 25,
  statistic: 'median',
  async measure(environment) {
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      samples.push(await environment.timeStart(environment.repositoryRoot));
    }
    return { samples };
  },
};

/** A fresh clone, from nothing to a page, with npm's and yarn's own caches as they are. */
export const firstStart: Figure = {
  name: 'groundwork/clone-to-ready',
  title: 'git clone and npm start until it is ready',
  unit: 's',
  target: 360,
  statistic: 'median',
  async measure(environment) {
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const clone = mkdtempSync(join(tmpdir(), 'groundwork-clone-'));
      try {
        const from = environment.repositoryRoot;
        const cloning = await timed('git', ['clone', '--quiet', from, clone], {
          cwd: tmpdir(),
        });
        samples.push(cloning + (await environment.timeStart(clone)));
      } finally {
        rmSync(clone, { recursive: true, force: true });
      }
    }
    return { samples };
  },
};
