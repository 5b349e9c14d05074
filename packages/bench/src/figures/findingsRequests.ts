// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { type OwningEntity, owningEntities } from '../backend/catalog';
import {
  type DatabaseKind,
  type FindingsBackend,
  FindingsBench,
} from '../backend/FindingsBench';
import type { BenchEnvironment, Figure, Measurement } from '../figure';
import { timeRequests } from '../requests';

const SIZES = { '10k': 10_000, '100k': 100_000 } as const;

/** How many times the floor is allowed, by how many ask at a time. */
const TARGETS = { 1: 3, 8: 4 } as const;

const ROUNDS = 3;
const ENTITIES_PER_ROUND = 200;
const WARM_UP_ENTITIES = 100;

const FLOOR = '/api/catalog/entities/by-name/component/default/';

const pageSchema = z.object({
  items: z.array(z.unknown()),
  problems: z.array(z.unknown()),
});

const benches = new Map<DatabaseKind, FindingsBench>();

/** The catalog is filled once for each database, and one backend runs at a time. */
async function benchOf(
  environment: BenchEnvironment,
  kind: DatabaseKind,
): Promise<FindingsBench> {
  for (const [other, running] of benches) {
    if (other !== kind) await running.stop();
  }
  const bench = benches.get(kind) ?? FindingsBench.create(environment, kind);
  benches.set(kind, bench);
  return bench;
}

/** A backend over so many findings, with nothing else running. */
export async function startFindings(
  environment: BenchEnvironment,
  kind: DatabaseKind,
  findings: number,
): Promise<FindingsBackend> {
  const bench = await benchOf(environment, kind);
  return bench.start(findings);
}

/** Asks for the findings of each entity. */
export async function timeViews(
  { backend, token }: FindingsBackend,
  entities: readonly OwningEntity[],
  options: { concurrency?: number; check?: (body: unknown) => void } = {},
): Promise<number[]> {
  const { concurrency = 1, check } = options;
  const views = entities.map(
    entity => backend.url + FindingsBench.findingsPath(entity),
  );
  return timeRequests(views, { token, concurrency, check });
}

async function measure(
  environment: BenchEnvironment,
  options: { kind: DatabaseKind; findings: number; concurrency: 1 | 8 },
): Promise<Measurement[]> {
  const { kind, findings, concurrency } = options;
  const running = await startFindings(environment, kind, findings);
  const { backend, token } = running;
  const counted = { items: 0 };
  const check = (body: unknown) => countItems(counted, body);
  const round = async (entities: readonly OwningEntity[]) => {
    const floors = entities.map(({ name }) => backend.url + FLOOR + name);
    const baseline = await timeRequests(floors, { token, concurrency });
    const samples = await timeViews(running, entities, { concurrency, check });
    return { samples, baseline };
  };
  await round(owningEntities.slice(0, WARM_UP_ENTITIES));
  counted.items = 0;
  const rounds: Measurement[] = [];
  for (let index = 0; index < ROUNDS; index += 1) {
    environment.say(`  round ${index + 1} of ${ROUNDS}`);
    const from = WARM_UP_ENTITIES + index * ENTITIES_PER_ROUND;
    rounds.push(
      await round(owningEntities.slice(from, from + ENTITIES_PER_ROUND)),
    );
  }
  requireItems(counted.items, findings);
  return rounds;
}

/** Four of ten findings at least are open; a page has 20. */
function requireItems(items: number, findings: number): void {
  const least = Math.min(20, (findings / owningEntities.length) * 0.4);
  const asked = ROUNDS * ENTITIES_PER_ROUND;
  if (items < asked * least) {
    throw new Error(
      `${asked} entities showed ${items} findings, expected ${least} of each`,
    );
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
