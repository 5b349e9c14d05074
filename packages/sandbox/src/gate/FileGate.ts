// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import {
  type GateDecision,
  accountIdSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  PlannedRun,
  StacksGate,
} from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';

const fileSchema = z.strictObject({
  closed: z.array(
    z.strictObject({
      accountId: accountIdSchema,
      checkId: z.string(),
      status: z.string(),
      remedies: z.array(z.string()),
    }),
  ),
});

/** A gate that is closed to the accounts a file names, and to all of them while there is no such file. */
export class FileGate implements StacksGate {
  readonly id = 'sandbox';
  readonly #file: string;

  static create(file: string): FileGate {
    return new FileGate(file);
  }

  private constructor(file: string) {
    this.#file = file;
  }

  async decide({ run: { target } }: PlannedRun): Promise<GateDecision> {
    const { closed } = fileSchema.parse(
      JSON.parse(await readFile(this.#file, 'utf8')),
    );
    const reasons = closed
      .filter(({ accountId }) => accountId === target.accountId)
      .map(({ accountId: _, ...reason }) => ({ ...reason, target }));
    return {
      door: 'production',
      mode: 'enforce',
      decision: reasons.length > 0 ? 'deny' : 'allow',
      reasons,
      decidedAt: new Date().toISOString(),
    };
  }
}
