// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  stacksGateExtensionPoint,
  stacksPolicyExtensionPoint,
} from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';

const POLL_MS = 50;

/** What the policy and the gate say of the runs of one stack: the file `<folder>/<name of the stack>.json`. */
export const doorSchema = z.object({
  /** `soft`: the policy objects, and may be overridden. */
  policy: z.enum(['open', 'soft']).default('open'),
  /** `shut`: the gate says no. `stuck`: it does not answer until this changes. */
  gate: z.enum(['open', 'shut', 'stuck']).default('open'),
});

/** See {@link doorSchema}. */
export type Door = z.input<typeof doorSchema>;

async function readDoor(folder: string, name: string) {
  const text = await readFile(join(folder, `${name}.json`), 'utf8').catch(
    () => '{}',
  );
  return doorSchema.parse(JSON.parse(text));
}

/** A policy and a gate that hold a run where somebody wants to meet it. */
export const doorsModule = createBackendModule({
  pluginId: 'aws-stacks',
  moduleId: 'doors',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policies: stacksPolicyExtensionPoint,
        gates: stacksGateExtensionPoint,
      },
      async init({ config, policies, gates }) {
        const folder = config.getString('faults.doors');
        policies.addPolicy({
          id: 'doors',
          async check({ run }) {
            const { policy } = await readDoor(folder, run.name);
            if (policy === 'open') return [];
            const message = 'The door of the policy is shut';
            return [{ ruleId: 'door', level: policy, message }];
          },
        });
        gates.addGate({
          id: 'doors',
          async decide({ run }) {
            let door = await readDoor(folder, run.name);
            while (door.gate === 'stuck') {
              await sleep(POLL_MS);
              door = await readDoor(folder, run.name);
            }
            const shut = door.gate === 'shut';
            return {
              door: 'build',
              mode: 'enforce',
              decision: shut ? 'deny' : 'allow',
              reasons: shut
                ? [
                    {
                      checkId: 'door',
                      status: 'failed',
                      target: run.target,
                      remedies: ['Open the door'],
                    },
                  ]
                : [],
              decidedAt: new Date().toISOString(),
            };
          },
        });
      },
    });
  },
});
