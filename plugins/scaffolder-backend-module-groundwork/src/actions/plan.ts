// SPDX-License-Identifier: Apache-2.0
import {
  type ActionContext,
  createTemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { InputError } from '@backstage/errors';
import type {
  Engine,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { StacksService } from '@groundwork/backstage-plugin-groundwork-node';
import { packBundle } from '../bundle/packBundle';
import { DEFAULT_POLL_TIMES, MAX_WAIT_MS, type PollTimes } from '../runs/poll';
import {
  type PlanOutputWriter,
  followPlan,
  reportPlaceholder,
  reportPlan,
} from '../runs/plan';
import { digest, startRun } from '../runs/startRun';
import { runUrl, runsUrl } from '../runs/texts';
import { type PlanInput, parseInput, planInputSchema } from '../schemas/inputs';
import {
  type Zod3,
  change,
  description,
  layerId,
  layerOutputs,
  owner,
  planSummary,
  secretVariables,
  stackName,
  system,
  target,
} from '../schemas/zod3';
import { planExamples } from './plan.examples';

const ENGINE_TITLE: Readonly<Record<Engine, string>> = {
  terraform: 'Terraform',
  cdk: 'AWS CDK',
};

/** What the plan actions are made with. */
export interface PlanActionOptions {
  engine: Engine;
  stacks: Pick<StacksService, 'uploadBundle' | 'createRun' | 'getRun'>;
  appBaseUrl: string;
  times?: PollTimes;
  maxWaitMs?: number;
}

const INPUT = {
  layer: layerId,
  name: stackName,
  target,
  owner,
  system,
  description,
  change,
  layerOutputs,
  secretVariables,
};

const OUTPUT = {
  runId: (z: Zod3) => z.string().describe('The run, a ULID'),
  runUrl: (z: Zod3) => z.string().describe("The run's page"),
  stackId: (z: Zod3) => z.string().describe('The stack, a ULID'),
  state: (z: Zod3) =>
    z.string().describe('State of the run, for example awaiting-approval'),
  planDigest: (z: Zod3) =>
    z.string().describe('What approval is bound to').optional(),
  summary: (z: Zod3) => planSummary(z).optional(),
};

/** `groundwork:terraform:plan` and `groundwork:cdk:plan`: submit the project and wait for its plan. */
export function createPlanAction(options: PlanActionOptions) {
  const { engine } = options;
  const id = `groundwork:${engine}:plan`;
  return createTemplateAction({
    id,
    description: `Submits the project in the workspace and waits until it is planned with ${ENGINE_TITLE[engine]}. Nothing is applied by the template: the plan is approved, and then applied, on the run's page.`,
    supportsDryRun: true,
    examples: planExamples(engine),
    schema: { input: INPUT, output: OUTPUT },
    async handler(ctx) {
      const input = parseInput(id, planInputSchema, ctx.input);
      const output: PlanOutputWriter = (name, value) => ctx.output(name, value);
      if (ctx.isDryRun) await rehearse(options, ctx, output);
      else await submitAndFollow(options, ctx, input, output);
    },
  });
}

type StepContext = Pick<
  ActionContext<{}>,
  | 'workspacePath'
  | 'checkpoint'
  | 'getInitiatorCredentials'
  | 'task'
  | 'step'
  | 'logger'
  | 'signal'
  | 'secrets'
>;

async function rehearse(
  options: PlanActionOptions,
  ctx: StepContext,
  output: PlanOutputWriter,
): Promise<void> {
  const { files } = await packBundle(ctx.workspacePath, options.engine);
  ctx.logger.info(
    `Dry run: ${files.length} files would be submitted; nothing was sent and nothing is planned`,
  );
  reportPlaceholder(runsUrl(options.appBaseUrl), output);
}

async function submitAndFollow(
  options: PlanActionOptions,
  ctx: StepContext,
  input: PlanInput,
  output: PlanOutputWriter,
): Promise<void> {
  const { stacks, appBaseUrl, times, maxWaitMs } = options;
  const run = await submit(options, ctx, input);
  const url = runUrl(appBaseUrl, run.id);
  ctx.logger.info(`Run ${run.id} of stack ${run.stackId}: ${url}`);
  const planned = await followPlan({
    runId: run.id,
    url,
    read: async () =>
      stacks.getRun(run.id, {
        credentials: await ctx.getInitiatorCredentials(),
      }),
    logger: ctx.logger,
    signal: ctx.signal,
    times: times ?? DEFAULT_POLL_TIMES,
    timeoutMs: maxWaitMs ?? MAX_WAIT_MS,
  });
  reportPlan(planned, url, output);
}

async function submit(
  options: PlanActionOptions,
  ctx: StepContext,
  input: PlanInput,
): Promise<RunDetail> {
  const { engine, stacks } = options;
  const secretValues = readSecrets(input, ctx.secrets);
  const { secretVariables: _names, layerOutputs: outputs, ...rest } = input;
  return startRun({
    stacks,
    credentials: () => ctx.getInitiatorCredentials(),
    checkpoint: checkpointOptions => ctx.checkpoint(checkpointOptions),
    identity: digest([ctx.task.id, ctx.step?.id ?? '', engine, input]),
    pack: async () => {
      const { archive, files } = await packBundle(ctx.workspacePath, engine);
      ctx.logger.info(
        `Submitting ${files.length} files, ${archive.byteLength} bytes packed`,
      );
      return archive;
    },
    request: {
      ...rest,
      engine,
      layerOutputs: outputs ?? [],
      secretVariables: secretValues,
    },
  });
}

/** The values of the sensitive variables, by the names of the form's secrets. */
function readSecrets(
  input: PlanInput,
  secrets: Record<string, string> | undefined,
): Record<string, string> {
  const entries = Object.entries(input.secretVariables ?? {});
  return Object.fromEntries(
    entries.map(([variable, secretName]) => {
      // The task's own token is no secret of the form.
      const value =
        secretName !== 'backstageToken' &&
        Object.hasOwn(secrets ?? {}, secretName)
          ? secrets?.[secretName]
          : undefined;
      if (value) return [variable, value];
      throw new InputError(
        `The variable ${variable} is to be read from the secret ${secretName}, which this task does not have. ` +
          `Add a field of that name with ui:field Secret to the template, or correct secretVariables.`,
      );
    }),
  );
}
