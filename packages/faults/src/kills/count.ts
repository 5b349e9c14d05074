// SPDX-License-Identifier: Apache-2.0
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { MADE_BY, type Source } from '../bench/bundles';
import type { KillBench } from '../bench/KillBench';

const timesTooMany = (names: readonly string[]): number =>
  names.length - new Set(names).size;

/** What the runs of a stack have made by Terraform itself, as it told. */
async function madeWithoutProvider(
  bench: KillBench,
  runs: readonly Run[],
): Promise<string[]> {
  const pages = await Promise.all(
    runs.map(({ id }) => bench.client.listRunEvents(id)),
  );
  return pages
    .flatMap(({ items }) => items)
    .flatMap(event =>
      event.kind === 'resource' &&
      event.phase === 'apply' &&
      event.status === 'succeeded'
        ? [event.address]
        : [],
    );
}

/** How often something was made that stood already. */
export async function doubleCreates(
  bench: KillBench,
  source: Source,
  runs: readonly Run[],
): Promise<number> {
  return timesTooMany(
    source === 'data'
      ? await madeWithoutProvider(bench, runs)
      : await bench.creates(runs[0]),
  );
}

/** What is not as it has to be when a run has succeeded. */
export async function wrongAfterSuccess(
  bench: KillBench,
  source: Source,
  run: Run,
): Promise<string[]> {
  const types = await bench.aws.resourceTypes(run);
  const wanted = MADE_BY[source];
  const problems: string[] = [];
  if (types.join() !== wanted.join()) {
    problems.push(`There are ${types.join(', ')}, not ${wanted.join(', ')}`);
  }
  return problems;
}

/** What runs have left in clear on the disk. */
export function leftInClear(bench: KillBench, runs: readonly Run[]): string[] {
  const files = runs.flatMap(run => bench.folders.clearFiles(run));
  return files.length > 0 ? [`In clear: ${files.join(', ')}`] : [];
}

/** Runs of which an apply was begun more than once, by the audit. */
export async function appliedTwice(
  bench: KillBench,
  runs: readonly Run[],
): Promise<string[]> {
  const begun = await Promise.all(
    runs.map(async ({ id }) => {
      const { items } = await bench.client.listRunEvents(id);
      const count = items.filter(
        event => event.kind === 'state' && event.to === 'applying',
      ).length;
      return { id, count };
    }),
  );
  return begun
    .filter(({ count }) => count > 1)
    .map(({ id, count }) => `Run ${id} was applied ${count} times`);
}
