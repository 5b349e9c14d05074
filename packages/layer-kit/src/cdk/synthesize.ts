// SPDX-License-Identifier: Apache-2.0
import { ForwardedError } from '@backstage/errors';
import type { LayerContext } from '@groundwork/backstage-plugin-groundwork-common';
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { packageFile } from '../paths';

const PROGRAM = packageFile('src/cdk/describe.mjs');

const describedSchema = z.object({
  schemas: z.record(z.string(), z.unknown()),
  templates: z.array(
    z.looseObject({
      Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
      Outputs: z.record(z.string(), z.looseObject({})).default({}),
    }),
  ),
});
const lineSchema = z.union([describedSchema, z.object({ error: z.string() })]);

/** What an app's code states and what it synthesizes. */
export type Described = z.infer<typeof describedSchema>;

/** An app to synthesize, and what the engine would write beside it. */
export interface SynthesisJob {
  /** The CDK part of a layer. */
  source: string;
  /** A folder for a copy of it; below no `node_modules`, where Node strips no types. */
  work: string;
  context: LayerContext;
  inputs: unknown;
}

async function prepare({ source, work, context, inputs }: SynthesisJob) {
  const folder = path.join(work, 'app');
  await mkdir(work, { recursive: true });
  await cp(source, folder, {
    recursive: true,
    filter: name => path.basename(name) !== 'node_modules',
  });
  const write = (name: string, value: unknown) =>
    writeFile(path.join(folder, name), JSON.stringify(value));
  await write('groundwork.json', context);
  await write('inputs.json', inputs);
  const entry = `bin/${context.layer}.ts`;
  return { folder, entry, outdir: path.join(work, 'out') };
}

async function runProgram(jobs: object[], results: string): Promise<string[]> {
  const child = spawn(process.execPath, [PROGRAM], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // cdk-nag is the judge here; the CDK's own template check needs a package that not every registry has.
    env: { PATH: process.env.PATH, CDK_VALIDATION: 'false' },
  });
  child.stdin.end(JSON.stringify({ jobs, results }));
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const text = await readFile(results, 'utf8').catch(() => '');
  return text.split('\n').filter(line => line !== '');
}

/** The lines that matter of what a program said when it failed. */
function reasonOf(said: string): string {
  const lines = said.split('\n').filter(line => line.trim() !== '');
  const first = lines.findIndex(line => /AwsSolutions|NIST/.test(line));
  return lines.slice(Math.max(first, 0)).slice(0, 12).join('\n');
}

async function synthesizeChunk(
  jobs: readonly SynthesisJob[],
): Promise<(Described | Error)[]> {
  const prepared = await Promise.all(jobs.map(prepare));
  const results = path.join(jobs[0]?.work ?? '', 'results.ndjson');
  const lines = await runProgram(prepared, results);
  return jobs.map((_, index) => {
    const line = lines[index];
    if (line === undefined) {
      return new Error('the app ended the process that ran it');
    }
    const parsed = lineSchema.parse(JSON.parse(line));
    return 'error' in parsed ? new Error(reasonOf(parsed.error)) : parsed;
  });
}

/** Synthesizes apps, as many at a time as there are processors. */
export async function synthesize(
  jobs: readonly SynthesisJob[],
): Promise<(Described | Error)[]> {
  const count = Math.min(availableParallelism(), jobs.length);
  const chunks = Array.from({ length: count }, (_, chunk) =>
    jobs.filter((__, index) => index % count === chunk),
  );
  const results = await Promise.all(chunks.map(synthesizeChunk));
  return jobs.map((_, index) => {
    const result = results[index % count]?.[Math.floor(index / count)];
    return result ?? new Error('was not synthesized');
  });
}

/** The templates of one app; throws when it does not synthesize. */
export async function synthesizeOne(job: SynthesisJob): Promise<unknown[]> {
  const [result] = await synthesize([job]);
  if (result instanceof Error) {
    throw new ForwardedError(
      `${job.context.layer} does not synthesize`,
      result,
    );
  }
  return result?.templates ?? [];
}
