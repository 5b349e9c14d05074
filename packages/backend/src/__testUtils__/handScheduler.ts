// SPDX-License-Identifier: Apache-2.0
import type { SchedulerServiceTaskFunction } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';

/** A scheduler that runs a task when it is told to, and like any other not twice at once. */
export function handScheduler() {
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  const running = new Map<string, Promise<void>>();
  const start = async (id: string) => {
    try {
      await tasks.get(id)?.(new AbortController().signal);
    } finally {
      running.delete(id);
    }
  };
  /** Settles when the task has ended. */
  const run = (id: string): Promise<void> => {
    const under = running.get(id) ?? start(id);
    running.set(id, under);
    return under;
  };
  const { factory } = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => void tasks.set(id, fn),
    createScheduledTaskRunner: () => ({
      run: async ({ id, fn }) => void tasks.set(id, fn),
    }),
    triggerTask: run,
  });
  return { factory, run };
}
