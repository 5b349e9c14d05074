// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Figure } from '../figure';
import { Launcher } from '../Launcher';
import { timed } from '../process';

/** A start where everything is installed already. */
export const secondStart: Figure = {
  name: 'groundwork/second-start',
  title: 'npm start until it is ready, with everything installed',
  unit: 's',
  target: 25,
  statistic: 'median',
  async measure(environment) {
    const samples: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const launcher = new Launcher(environment.repositoryRoot);
      const { startSeconds } = await launcher.start(environment.repositoryRoot);
      await launcher.stop();
      samples.push(startSeconds);
    }
    return { samples };
  },
};

/** From nothing to a page. Measured once: it is made of downloads. */
export const firstStart: Figure = {
  name: 'groundwork/clone-to-ready',
  title: 'git clone and npm start until it is ready',
  unit: 's',
  target: 360,
  statistic: 'median',
  async measure(environment) {
    const clone = mkdtempSync(join(tmpdir(), 'groundwork-clone-'));
    try {
      const cloning = await timed(
        'git',
        ['clone', '--quiet', environment.repositoryRoot, clone],
        {},
      );
      const launcher = new Launcher(clone);
      const { startSeconds } = await launcher.start(clone);
      await launcher.stop();
      return { samples: [cloning + startSeconds] };
    } finally {
      rmSync(clone, { recursive: true, force: true });
    }
  },
};
