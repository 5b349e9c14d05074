// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sampleContext } from '../layer/sampleContext';
import { packageFile, repositoryFile } from '../paths';
import { type Described, type SynthesisJob, synthesize } from './synthesize';

const CACHE = repositoryFile('.groundwork/layer-kit/cdk');

/** What came out of a layer's CDK app, given the inputs of `test/inputs.json`. */
export interface CdkApp {
  /** The schemas of `inputs.ts`, not yet looked at. */
  schemas: Record<string, unknown>;
  resourceTypes: string[];
  outputs: string[];
  /** The CloudFormation templates. */
  templates: unknown[];
}

/** The CDK part of a layer. */
export interface CdkSource {
  id: string;
  folder: string;
  /** Its files: relative path → text. */
  files: ReadonlyMap<string, string>;
}

async function digestOf({ id, files }: CdkSource): Promise<string> {
  const hash = createHash('sha256').update(`${process.version}\0${id}\0`);
  hash.update(await readFile(packageFile('src/cdk/describe.mjs')));
  hash.update(await readFile(packageFile('package.json')));
  for (const [name, text] of files) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

async function readCached(file: string): Promise<CdkApp | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
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

async function keep(kept: string, work: string, app: CdkApp): Promise<void> {
  const written = path.join(work, 'result.json');
  await writeFile(written, JSON.stringify(app));
  await rename(written, kept);
}

function jobOf({ id, folder, files }: CdkSource, work: string): SynthesisJob {
  const inputs: unknown = JSON.parse(files.get('test/inputs.json') ?? '{}');
  const context = sampleContext(id, 'production');
  return { source: folder, work, context, inputs };
}

/**
 * Synthesizes the CDK apps of layers, or remembers what came out when nothing has changed since. In the place of an app
 * that does not synthesize stands the reason.
 */
export async function describeCdk(
  sources: readonly CdkSource[],
): Promise<(CdkApp | Error)[]> {
  await mkdir(CACHE, { recursive: true });
  const known = await Promise.all(
    sources.map(async source => {
      const kept = path.join(CACHE, `${await digestOf(source)}.json`);
      const work = `${kept}.${process.pid}`;
      return { source, kept, work, app: await readCached(kept) };
    }),
  );
  const unknown = known.filter(({ app }) => app === undefined);
  const results = await synthesize(
    unknown.map(({ source, work }) => jobOf(source, work)),
  );
  const made = await Promise.all(
    unknown.map(async ({ kept, work, source }, index) => {
      const result = results[index] ?? new Error('was not synthesized');
      const app = result instanceof Error ? result : appOf(result);
      if (!(app instanceof Error)) await keep(kept, work, app);
      await rm(work, { recursive: true, force: true });
      return [source, app] as const;
    }),
  );
  const fresh = new Map(made);
  return known.map(
    ({ source, app }) =>
      app ?? fresh.get(source) ?? new Error('was not synthesized'),
  );
}
