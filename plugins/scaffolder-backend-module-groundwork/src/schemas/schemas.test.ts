// SPDX-License-Identifier: Apache-2.0
import {
  layerOutputRefSchema,
  planSummarySchema,
  targetSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { z as zod3 } from 'zod/v3';
import { createPlanAction } from '../actions/plan';
import { createProjectCompleteAction } from '../actions/projectComplete';
import { createRunWaitAction } from '../actions/runWait';
import { FakeStacks, PLAN_INPUT } from '../__testUtils__/fakeStacks';
import {
  parseInput,
  planInputSchema,
  projectInputSchema,
  runWaitInputSchema,
} from './inputs';
import { planSummary } from './zod3';

const options = {
  stacks: new FakeStacks().service,
  appBaseUrl: 'http://localhost:3000',
};

/** JSON Schema without what says nothing about which values are right. */
function essence(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(essence).sort();
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema)
    .filter(([key]) => !['$schema', 'description', 'default'].includes(key))
    .map(([key, value]) => [
      key,
      // Zod 4 says that a name is a string, which JSON has no other kind of; it bounds integers by what JSON can carry.
      key === 'propertyNames'
        ? { type: 'string', ...(essence(value) as object) }
        : essence(value),
    ])
    .filter(
      ([, value]) =>
        value !== Number.MAX_SAFE_INTEGER && value !== Number.MIN_SAFE_INTEGER,
    );
  return Object.fromEntries(entries);
}

const ofZod4 = (schema: z.ZodType) =>
  essence(z.toJSONSchema(schema, { io: 'input' }));

describe('the zod 3 schemas of the actions', () => {
  it('accept what the target of the wire accepts', () => {
    const { properties } = createPlanAction({ ...options, engine: 'cdk' })
      .schema!.input!;
    expect(essence(properties!.target)).toEqual(ofZod4(targetSchema));
    expect(essence(properties!.layerOutputs)).toMatchObject({
      items: ofZod4(layerOutputRefSchema),
    });
  });

  it('accept what the handlers accept, action by action', () => {
    const pairs = [
      [createProjectCompleteAction(), projectInputSchema],
      [createPlanAction({ ...options, engine: 'terraform' }), planInputSchema],
      [createRunWaitAction(options), runWaitInputSchema],
    ] as const;
    for (const [action, schema] of pairs) {
      expect(essence(action.schema!.input)).toEqual(ofZod4(schema));
    }
  });

  it('give a summary in the shape of the wire', () => {
    expect(Object.keys(planSummary(zod3).shape)).toEqual(
      Object.keys(planSummarySchema.shape),
    );
  });
});

describe('parseInput', () => {
  it('gives back what is right', () => {
    expect(parseInput('a', planInputSchema, PLAN_INPUT)).toEqual(PLAN_INPUT);
  });

  it('names each field that is wrong, and the action', () => {
    const input = {
      ...PLAN_INPUT,
      name: 'Orders',
      target: { ...PLAN_INPUT.target, accountId: 111111111113 },
      surprise: 1,
    };
    expect(() =>
      parseInput('groundwork:cdk:plan', planInputSchema, input),
    ).toThrow(
      /groundwork:cdk:plan is not as expected: name: must be kebab case.*target\.accountId:.*surprise/,
    );
  });
});
