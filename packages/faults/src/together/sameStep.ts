// SPDX-License-Identifier: Apache-2.0
import { KILL_ACCOUNTS } from '../bench/config';
import { type Together, requestOf } from './stage';

const TIMES = 20;

/** A scaffolder that posts the same step again and again, to both replicas at once. */
export const sameStep: Together = {
  id: 'together/same-step',
  async perform(stage) {
    const request = await requestOf(stage, 'same-step', {
      accountId: KILL_ACCOUNTS[0],
      environment: 'development',
    });
    const asked = await Promise.all(
      Array.from({ length: TIMES }, (_, index) =>
        [stage.first, stage.second][index % 2].client.createRun({
          ...request,
          idempotencyKey: 'task-1:step-1',
        }),
      ),
    );
    const answered = new Set(asked.map(({ id }) => id));
    const { items } = await stage.first.client.listRuns({
      stackId: asked[0].stackId,
    });
    const seen = { posted: TIMES, answered: answered.size, runs: items.length };
    const problems =
      answered.size === 1 && items.length === 1
        ? []
        : ['The same step made more than one run'];
    return { seen, problems };
  },
};
