// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { z } from 'zod/v4';
import { ControlClient } from '../emulator/ControlClient';
import { parseOptions } from './options';

const ruleInput = z.object({
  kind: z.enum(['deny', 'throttle', 'delay', 'error']),
  action: z.string().optional(),
  accountId: z.string().optional(),
  region: z.string().optional(),
  delayMs: z.number().optional(),
  status: z.number().optional(),
  times: z.number().optional(),
  after: z.number().optional(),
  message: z.string().optional(),
});

function parseRule(text: string | undefined) {
  try {
    return ruleInput.parse(JSON.parse(text ?? ''));
  } catch (error) {
    throw new InputError(
      `A fault rule is JSON such as '{"kind":"deny","action":"kms:*"}'; got ${text}`,
    );
  }
}

/** `groundwork-sandbox faults list|add|remove|clear`. */
export async function faults(argv: string[]): Promise<void> {
  const { controlPort, words } = parseOptions(argv);
  const [verb, value] = words;
  const control = ControlClient.create({
    controlUrl: `http://localhost:${controlPort}`,
  });
  const print = (what: unknown) =>
    process.stdout.write(`${JSON.stringify(what)}\n`);
  if (verb === 'list') return void (await control.listFaults()).forEach(print);
  if (verb === 'add')
    return void print(await control.addFault(parseRule(value)));
  if (verb === 'clear') return control.clearFaults();
  if (verb === 'remove' && value) return control.removeFault(value);
  throw new InputError('faults takes list, add JSON, remove ID or clear.');
}
