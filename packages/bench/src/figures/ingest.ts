// SPDX-License-Identifier: Apache-2.0
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { z } from 'zod';
import type { DatabaseKind } from '../backend/FindingsBench';
import { postgresUrl } from '../backend/postgres';
import { type BenchEnvironment, type Figure, once } from '../figure';
import { runProgram } from '../program';

const FINDINGS = 100_000;
const ROUNDS = 3;

const ingestSchema = z.object({
  stored: z.literal(FINDINGS),
  findingsPerSecond: z.number(),
  grownMegabytes: z.number(),
});

type Ingest = z.output<typeof ingestSchema>;

/** Parsed and written by the plugin, and the same rows put in as they are; turn by turn, each into an empty database. */
async function measureIngest(
  environment: BenchEnvironment,
  kind: DatabaseKind,
): Promise<{ writer: Ingest; bare: Ingest }[]> {
  await environment.stopSandbox();
  const folder = environment.workFolder(`ingest-${kind}`);
  const filename = join(folder, 'ingest.sqlite');
  const database =
    kind === 'sqlite'
      ? { client: 'better-sqlite3', filename }
      : {
          client: 'pg',
          url: await postgresUrl(environment),
          database: 'groundwork_bench_ingest',
        };
  const take = async (side: 'writer' | 'bare') => {
    rmSync(filename, { force: true });
    environment.say(`  ${side}: ${FINDINGS} findings into ${kind}`);
    return runProgram(
      resolvePackagePath(
        '@groundwork/backstage-plugin-aws-security-backend',
        'dev/ingest.ts',
      ),
      {
        input: { side, findings: FINDINGS, database },
        answer: ingestSchema,
      },
    );
  };
  const rounds: { writer: Ingest; bare: Ingest }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ bare: await take('bare'), writer: await take('writer') });
  }
  return rounds;
}

const measurements = {
  sqlite: once(environment => measureIngest(environment, 'sqlite')),
  postgres: once(environment => measureIngest(environment, 'postgres')),
};

function rateFigure(kind: DatabaseKind): Figure {
  return {
    name: `aws-security/ingest-${kind}`,
    title: `${FINDINGS} findings a second, parsed and written to ${kind}, against a bare insert of the same rows`,
    unit: 'ratio',
    target: 0.5,
    bound: 'least',
    statistic: 'median',
    async measure(environment) {
      const rounds = await measurements[kind](environment);
      return rounds.map(({ writer, bare }) => ({
        samples: [writer.findingsPerSecond],
        baseline: [bare.findingsPerSecond],
      }));
    },
  };
}

/** The larger of both databases; beside it what the bare insert takes. */
const memoryFigure: Figure = {
  name: 'aws-security/ingest-memory',
  title: `memory that the process grows by while it takes in ${FINDINGS} findings`,
  unit: 'MB',
  target: 300,
  statistic: 'median',
  async measure(environment) {
    const sqlite = await measurements.sqlite(environment);
    const postgres = await measurements.postgres(environment);
    return sqlite.map(({ writer, bare }, round) => ({
      samples: [
        Math.max(writer.grownMegabytes, postgres[round].writer.grownMegabytes),
      ],
      baseline: [
        Math.max(bare.grownMegabytes, postgres[round].bare.grownMegabytes),
      ],
    }));
  },
};

/** How findings are taken in. */
export const ingest: readonly Figure[] = [
  rateFigure('sqlite'),
  rateFigure('postgres'),
  memoryFigure,
];
