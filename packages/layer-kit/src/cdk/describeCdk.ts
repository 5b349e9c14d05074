// SPDX-License-Identifier: Apache-2.0
import type { LayerContext } from '@groundwork/backstage-plugin-groundwork-common';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { sampleContext } from '../layer/sampleContext';
import { packageFile, repositoryFile } from '../paths';

const run = promisify(execFile);
const PROGRAM = packageFile('src/cdk/describe.mjs');
/**
 * Below the repository, so that an app that is copied there finds the packages it imports; not below a `node_modules`,
 * where Node strips no types.
 */
const CACHE = repositoryFile('.groundwork/layer-kit/cdk');

const describedSchema = z.object({
  schemas: z.record(z.string(), z.unknown()),
  templates: z.array(
    z.looseObject({
      Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
      Outputs: z.record(z.string(), z.looseObject({})).default({}),
    }),
  ),
});

/** What came out of a layer's CDK app, given the inputs of `test/inputs.json`. */
export interface CdkApp {
  /** The schemas of `inputs.ts`, not yet looked at. */
  schemas: Record<string, unknown>;
  resourceTypes: string[];
  outputs: string[];
  /** The CloudFormation templates. */
  templates: unknown[];
}

/** Why a layer's CDK app does not synthesize. */
export interface CdkFailure {
  error: string;
}

async function digestOf(files: ReadonlyMap<string, string>): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  hash.update(await readFile(PROGRAM));
  hash.update(await readFile(packageFile('package.json')));
  for (const [name, text] of files) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

async function readCached(file: string): Promise<CdkApp | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

function failure(error: unknown): CdkFailure {
  const said = z.object({ stderr: z.string() }).safeParse(error);
  const text = said.success && said.data.stderr ? said.data.stderr : `${error}`;
  const lines = text.split('\n').filter(line => line.trim() !== '');
  const first = lines.findIndex(line => /Error|AwsSolutions|NIST/.test(line));
  return { error: lines.slice(Math.max(first, 0)).slice(0, 12).join('\n') };
}

type Described = z.infer<typeof describedSchema>;

/** Runs an app in a copy of its folder, with what the engine would write beside it. */
async function synthesize(
  source: string,
  work: string,
  context: LayerContext,
  inputs: unknown,
): Promise<Described> {
  const app = path.join(work, 'app');
  await mkdir(work, { recursive: true });
  await cp(source, app, {
    recursive: true,
    filter: name => path.basename(name) !== 'node_modules',
  });
  const write = (name: string, value: unknown) =>
    writeFile(path.join(app, name), JSON.stringify(value));
  await write('groundwork.json', context);
  await write('inputs.json', inputs);
  const { stdout } = await run(
    process.execPath,
    [PROGRAM, app, `bin/${context.layer}.ts`, path.join(work, 'out')],
    {
      maxBuffer: 64 * 1024 * 1024,
      // cdk-nag is the judge here; the CDK's own template check needs a package that not every registry has.
      env: { PATH: process.env.PATH, CDK_VALIDATION: 'false' },
    },
  );
  return describedSchema.parse(JSON.parse(stdout));
}

function appOf({ schemas, templates }: Described): CdkApp {
  const resources = templates.flatMap(template =>
    Object.values(template.Resources),
  );
  return {
    schemas,
    resourceTypes: [...new Set(resources.map(({ Type }) => Type))].sort(),
    outputs: templates.flatMap(template => Object.keys(template.Outputs)),
    templates,
  };
}

/** The templates of a layer's app for a place and inputs. */
export async function synthesizeTemplates(
  layerFolder: string,
  work: string,
  context: LayerContext,
  inputs: unknown,
): Promise<unknown[]> {
  const source = path.join(layerFolder, 'skeleton/cdk');
  const { templates } = await synthesize(source, work, context, inputs);
  return templates;
}

/** Synthesizes a layer's CDK app, or remembers what came out when nothing has changed since. */
export async function describeCdk(
  id: string,
  source: string,
  files: ReadonlyMap<string, string>,
): Promise<CdkApp | CdkFailure> {
  const digest = await digestOf(files);
  const kept = path.join(CACHE, `${digest}.json`);
  const cached = await readCached(kept);
  if (cached) return cached;
  const work = path.join(CACHE, `${digest}.${process.pid}`);
  try {
    const inputs: unknown = JSON.parse(files.get('test/inputs.json') ?? '{}');
    const context = sampleContext(id, 'production');
    const app = appOf(await synthesize(source, work, context, inputs));
    await writeFile(path.join(work, 'result.json'), JSON.stringify(app));
    await rename(path.join(work, 'result.json'), kept);
    return app;
  } catch (error) {
    return failure(error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
