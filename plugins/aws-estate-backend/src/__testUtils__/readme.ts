// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { RequestEntry, Sandbox } from '@groundwork/sandbox';
import { z } from 'zod';

const policySchema = z.object({
  Statement: z.tuple([z.object({ Action: z.array(z.string()) })]),
});

/** The actions of the policy below a heading of the README. */
export function readmeActions(heading: string): string[] {
  const readme = readFileSync(
    join(
      resolvePackagePath('@groundwork/backstage-plugin-aws-estate-backend'),
      'README.md',
    ),
    'utf8',
  );
  const section = readme.split(`### ${heading}\n`)[1] ?? '';
  const json = /```json\n([^`]+)```/.exec(section.split('\n###')[0])?.[1];
  if (!json) throw new Error(`The README has no policy "${heading}"`);
  return policySchema.parse(JSON.parse(json)).Statement[0].Action.sort();
}

/** The actions of calls, each once. */
export function actionsOf(calls: readonly RequestEntry[]): string[] {
  const actions = calls.map(each => `${each.service}:${each.operation}`);
  return [...new Set(actions)].sort();
}

/** The calls that the emulator has answered after one of them, or all. */
export async function readCalls(
  sandbox: Sandbox,
  since = 0,
): Promise<RequestEntry[]> {
  const all: RequestEntry[] = [];
  for (;;) {
    const after = all.at(-1)?.seq ?? since;
    const page = await sandbox.requests({ since: after, limit: 10_000 });
    if (page.length === 0) return all;
    all.push(...page);
  }
}
