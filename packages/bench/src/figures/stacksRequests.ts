// SPDX-License-Identifier: Apache-2.0
import {
  planDiffSchema,
  runPlanSchema,
  summarizePlan,
} from '@groundwork/backstage-plugin-groundwork-common';
import { ulid } from 'ulid';
import { z } from 'zod';
import { timeEngineRun } from '../engineRun';
import { type Figure, type RunningSandbox, once } from '../figure';
import { renderKmsProject } from '../project';
import { getJson, timeRequests } from '../requests';
import { StacksDatabase } from '../stacksDatabase';

const RUNS = 1000;
const WAITING = 50;
const RESOURCES = 500;
const CALLS = 200;
const FLOOR_ENTITY = 'system/default/ai-core';
const READER = 'user:default/vic.tanaka';
const APPROVER = 'user:default/amir.haddad';
const HOUR_MS = 3_600_000;

const listSchema = z.object({ items: z.array(z.unknown()) });

type Row = ReturnType<StacksDatabase['first']>;

/** A run of 500 resources, made of those of a real plan. */
function largeRun(run: Row): Row & { id: string } {
  const plan = planDiffSchema.parse(JSON.parse(String(run.plan)));
  const resources = Array.from({ length: RESOURCES }, (_, index) => {
    const change = plan.resources[index % plan.resources.length];
    return { ...change, address: `${change.address}${index}` };
  });
  const summary = summarizePlan(resources);
  return {
    ...run,
    id: ulid(),
    idempotency_key: null,
    plan: JSON.stringify({ ...plan, resources, summary }),
    summary: JSON.stringify(summary),
  };
}

/** Stacks of a production account whose first plans wait for somebody. */
function waitingRuns(stack: Row, run: Row): { stacks: Row[]; runs: Row[] } {
  const stacks = Array.from({ length: WAITING }, (_, index) => ({
    ...stack,
    id: ulid(),
    name: `waiting-${index}`,
    entity_ref: `resource:default/kms-waiting-${index}-production`,
    account_id: '111111111111',
    environment: 'production',
    status: 'planned',
  }));
  const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
  const runs = stacks.map(({ id }) => ({
    ...run,
    id: ulid(),
    idempotency_key: null,
    stack_id: id,
    state: 'awaiting-approval',
    expires_at: expiresAt,
    finished_at: null,
  }));
  return { stacks, runs };
}

/** One run by the engine, and from it as many as a large installation has. */
const filled = once(async environment => {
  const sandbox = await environment.sandbox();
  await timeEngineRun(
    sandbox,
    renderKmsProject(environment.repositoryRoot, 'cdk', '333333333333'),
  );
  const database = StacksDatabase.open(sandbox);
  try {
    const run = database.first('runs');
    const large = largeRun(run);
    const waiting = waitingRuns(database.first('stacks'), run);
    database.insert('stacks', waiting.stacks);
    database.insert('runs', [
      ...Array.from({ length: RUNS }, () => ({
        ...run,
        id: ulid(),
        idempotency_key: null,
      })),
      ...waiting.runs,
      large,
    ]);
    return { sandbox, large: large.id };
  } finally {
    database.close();
  }
});

async function against(
  sandbox: RunningSandbox,
  options: { path: string; userRef: string; check: (body: unknown) => void },
) {
  const token = await sandbox.tokenOf(options.userRef);
  const url = `${sandbox.backendUrl}/api/aws-stacks/v1${options.path}`;
  const floor = `${sandbox.backendUrl}/api/catalog/entities/by-name/${FLOOR_ENTITY}`;
  options.check(await getJson(url, token));
  const time = (address: string) =>
    timeRequests(Array<string>(CALLS).fill(address), { token, concurrency: 1 });
  await time(url);
  await time(floor);
  return { samples: await time(url), baseline: await time(floor) };
}

function expectItems(body: unknown, least: number) {
  const { length } = listSchema.parse(body).items;
  if (length < least) {
    throw new Error(`The list has ${length} items, at least ${least} expected`);
  }
}

const ratio = { unit: 'ratio', statistic: 'p95' } as const;

/** What the pages of the engine ask for, against one catalog entity, permissions enabled on both sides. */
export const stacksRequests: readonly Figure[] = [
  {
    ...ratio,
    name: 'aws-stacks/run-list-p95',
    title: `the first page of ${RUNS} runs, against one catalog entity by name`,
    target: 3,
    async measure(environment) {
      const { sandbox } = await filled(environment);
      const check = (body: unknown) => expectItems(body, 25);
      return against(sandbox, { path: '/runs', userRef: READER, check });
    },
  },
  {
    ...ratio,
    name: 'aws-stacks/approvals-p95',
    title: `the inbox of somebody for whom ${WAITING} runs wait, against one catalog entity by name`,
    target: 3,
    async measure(environment) {
      const { sandbox } = await filled(environment);
      const check = (body: unknown) => expectItems(body, 25);
      return against(sandbox, { path: '/approvals', userRef: APPROVER, check });
    },
  },
  {
    ...ratio,
    name: 'aws-stacks/plan-p95',
    title: `the plan of ${RESOURCES} resources, against one catalog entity by name`,
    target: 5,
    async measure(environment) {
      const { sandbox, large } = await filled(environment);
      const check = (body: unknown) => {
        const { resources } = runPlanSchema.parse(body).plan;
        if (resources.length !== RESOURCES) {
          throw new Error(`The plan has ${resources.length} resources`);
        }
      };
      const path = `/runs/${large}/plan`;
      return against(sandbox, { path, userRef: READER, check });
    },
  },
];
