// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ulid } from 'ulid';
import { timeEngineRun } from '../engineRun';
import type { Figure, RunningSandbox } from '../figure';
import { renderKmsProject } from '../project';

const RUNS = 1000;
const CALLS = 200;
const FLOOR_ENTITY = 'system/default/ai-core';

/** Copies the newest run until there are as many as wanted, each a row with an id of its own. */
function multiplyRuns(sandbox: RunningSandbox) {
  const database = new DatabaseSync(
    join(sandbox.dataDirectory, 'db', 'aws-stacks.sqlite'),
    { timeout: 10_000 },
  );
  try {
    const columns = database
      .prepare('PRAGMA table_info(runs)')
      .all()
      .map(({ name }) => String(name))
      .filter(name => !['id', 'idempotency_key'].includes(name))
      .join(', ');
    const insert = database.prepare(
      `INSERT INTO runs (id, ${columns}) SELECT ?, ${columns} FROM runs ORDER BY id LIMIT 1`,
    );
    database.exec('BEGIN IMMEDIATE');
    for (let row = 0; row < RUNS; row += 1) insert.run(ulid());
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

async function timeCalls(url: string, token: string): Promise<number[]> {
  const samples: number[] = [];
  for (let call = 0; call < CALLS; call += 1) {
    const startedAt = performance.now();
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${token}` },
    });
    await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    samples.push(performance.now() - startedAt);
  }
  return samples;
}

/** The list of runs against one catalog entity, both with permissions enabled. */
export const runList: Figure = {
  name: 'aws-stacks/run-list-p95',
  title: `the first page of ${RUNS} runs, against one catalog entity by name`,
  unit: 'ratio',
  target: 3,
  statistic: 'p95',
  async measure(environment) {
    const sandbox = await environment.sandbox();
    await timeEngineRun(
      sandbox,
      renderKmsProject(environment.repositoryRoot, 'cdk', '333333333333'),
    );
    multiplyRuns(sandbox);
    const token = await sandbox.tokenOf('user:default/vic.tanaka');
    const runs = `${sandbox.backendUrl}/api/aws-stacks/v1/runs`;
    const floor = `${sandbox.backendUrl}/api/catalog/entities/by-name/${FLOOR_ENTITY}`;
    await timeCalls(runs, token);
    await timeCalls(floor, token);
    return {
      samples: await timeCalls(runs, token),
      baseline: await timeCalls(floor, token),
    };
  },
};
