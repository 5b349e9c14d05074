// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { owningEntities } from '../backend/catalog';
import { type DatabaseKind, FindingsBench } from '../backend/FindingsBench';
import type { BenchEnvironment, Figure, Measurement } from '../figure';
import { timeRequests } from '../requests';

const SIZES = { '10k': 10_000, '100k': 100_000 } as const;

/** How many times the floor is allowed, by how many ask at a time. */
const TARGETS = { 1: 3, 8: 4 } as const;

const ROUNDS = 3;
const ENTITIES_PER_ROUND = 200;
const WARM_UP_ENTITIES = 100;

/** What is left of a start: the first index of the search, the first read of the estate. */
const SETTLE_MS = 15_000;

const pageSchema = z.object({
  items: z.array(z.unknown()),
  problems: z.array(z.unknown()),
});

const benches = new Map<DatabaseKind, FindingsBench>();

/** The catalog is filled once for each database. */
export function findingsBench(
  environment: BenchEnvironment,
  kind: DatabaseKind,
): FindingsBench {
  const bench = benches.get(kind) ?? FindingsBench.create(environment, kind);
  benches.set(kind, bench);
  return bench;
}

async function measure(
  environment: BenchEnvironment,
  options: { kind: DatabaseKind; findings: number; concurrency: number },
): Promise<Measurement[]> {
  const { kind, findings, concurrency } = options;
  const bench = findingsBench(environment, kind);
  const { backend, token } = await bench.start(findings);
  try {
    const counted = { items: 0 };
    const time = (urls: string[]) => timeRequests(urls, { token, concurrency });
    const round = async (from: number, count: number) => {
      const entities = owningEntities.slice(from, from + count);
      const floors = entities.map(
        ({ name }) =>
          `${backend.url}/api/catalog/entities/by-name/component/default/${name}`,
      );
      const baseline = await time(floors);
      const samples = await timeRequests(
        entities.map(
          entity => `${backend.url}${FindingsBench.findingsPath(entity)}`,
        ),
        { token, concurrency, check: body => countItems(counted, body) },
      );
      return { samples, baseline };
    };
    await sleep(SETTLE_MS);
    await round(0, WARM_UP_ENTITIES);
    counted.items = 0;
    const rounds: Measurement[] = [];
    for (let index = 0; index < ROUNDS; index += 1) {
      environment.say(`  round ${index + 1} of ${ROUNDS}`);
      const from = WARM_UP_ENTITIES + index * ENTITIES_PER_ROUND;
      rounds.push(await round(from, ENTITIES_PER_ROUND));
    }
    const least = Math.min(20, (findings / owningEntities.length) * 0.4);
    const asked = ROUNDS * ENTITIES_PER_ROUND;
    if (counted.items < asked * least) {
      throw new Error(
        `${asked} entities showed ${counted.items} findings, expected ${least} of each`,
      );
    }
    return rounds;
  } finally {
    await backend.stop();
  }
}

/** A page with problems would be a smaller one. */
function countItems(counted: { items: number }, body: unknown): void {
  const { items, problems } = pageSchema.parse(body);
  if (problems.length > 0) {
    throw new Error(
      `Findings came with a problem: ${JSON.stringify(problems)}`,
    );
  }
  counted.items += items.length;
}

function figureOf(
  kind: DatabaseKind,
  size: keyof typeof SIZES,
  concurrency: keyof typeof TARGETS,
): Figure {
  const findings = SIZES[size];
  return {
    name: `aws-security/findings-p95-${size}-${kind}-c${concurrency}`,
    title: `findings of ${ENTITIES_PER_ROUND} entities, each asked for once, ${concurrency} at a time, ${findings} stored in ${kind}, against the same entities by name`,
    unit: 'ratio',
    target: TARGETS[concurrency],
    statistic: 'p95',
    measure: environment =>
      measure(environment, { kind, findings, concurrency }),
  };
}

/** The findings of an entity against the entity itself, through the running backend with permissions enabled. */
export const findingsRequests: readonly Figure[] = (
  ['sqlite', 'postgres'] as const
).flatMap(kind =>
  (['10k', '100k'] as const).flatMap(size =>
    ([1, 8] as const).map(concurrency => figureOf(kind, size, concurrency)),
  ),
);
