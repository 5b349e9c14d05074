// SPDX-License-Identifier: Apache-2.0
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Layer } from '../layer/Layer';
import { packageFile, repositoryFile } from '../paths';
import { type Case, failed, passed } from './report';
import { findProgram, lastLines, runProgram } from './runProgram';

const lineSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  reason: z.string().optional(),
});

/** The layer's own tests, run by Node where they stand. */
export async function cdkTestCases(layer: Layer): Promise<Case[]> {
  const cwd = path.join(layer.folder, 'skeleton/cdk');
  const tests = (await readdir(path.join(cwd, 'test')))
    .filter(name => name.endsWith('.test.ts'))
    .map(name => `test/${name}`);
  const reporter = packageFile('src/testing/nodeReporter.mjs');
  const end = await runProgram(
    process.execPath,
    ['--test', `--test-reporter=${reporter}`, ...tests],
    { cwd, env: { CDK_VALIDATION: 'false' } },
  );
  const name = `${layer.id} cdk test`;
  const cases = end.stdout
    .split('\n')
    .filter(line => line.startsWith('{"name"'))
    .map(line => lineSchema.parse(JSON.parse(line)))
    .map(line =>
      line.ok
        ? passed(`${name} ${line.name}`)
        : failed(`${name} ${line.name}`, line.reason ?? 'failed'),
    );
  const isSilent = cases.every(({ outcome }) => outcome === 'passed');
  if (cases.length === 0 || (end.code !== 0 && isSilent)) {
    cases.push(failed(name, lastLines(end) || 'has no tests'));
  }
  return cases;
}

/** The compiler over the CDK parts of all layers at once: reading aws-cdk-lib takes longer than all of them. */
export async function typeCases(
  layers: readonly Layer[],
  work: string,
): Promise<Case[]> {
  const settings = repositoryFile('templates/_shared/cdk/tsconfig.json');
  const config = path.join(work, 'tsconfig.json');
  const include = layers.map(({ folder }) =>
    path.join(folder, 'skeleton/cdk/**/*.ts'),
  );
  await writeFile(
    config,
    JSON.stringify({
      extends: settings,
      compilerOptions: { typeRoots: [repositoryFile('node_modules/@types')] },
      include,
    }),
  );
  const compiler = require.resolve('typescript/bin/tsc');
  const { stdout, stderr, code } = await runProgram(
    process.execPath,
    [compiler, '-p', config, '--pretty', 'false'],
    { cwd: repositoryFile() },
  );
  const lines = `${stdout}${stderr}`.split('\n');
  const cases = layers.map(layer => {
    const part = path.relative(repositoryFile(), layer.folder);
    const errors = lines.filter(line => line.startsWith(`${part}${path.sep}`));
    const name = `${layer.id} cdk types`;
    return errors.length === 0 ? passed(name) : failed(name, errors.join('\n'));
  });
  if (code !== 0 && cases.every(({ outcome }) => outcome === 'passed')) {
    cases.push(failed('cdk types', lines.slice(0, 12).join('\n')));
  }
  return cases;
}

/** cfn-lint over what the apps synthesize, where it is installed. */
export async function lintCases(
  layers: readonly Layer[],
  work: string,
): Promise<Case[]> {
  const linter = await findProgram('cfn-lint');
  if (linter === undefined) {
    const reason = 'cfn-lint is not on the PATH; pip install cfn-lint';
    return [{ outcome: 'skipped', name: 'cfn-lint', reason, tool: 'cfn-lint' }];
  }
  const cases: Case[] = [];
  for (const layer of layers) {
    for (const template of layer.cdk?.templates ?? []) {
      const file = path.join(work, `${layer.id}.template.json`);
      await writeFile(file, JSON.stringify(template));
      const end = await runProgram(
        linter,
        ['--regions', 'eu-west-1', '--', file],
        { cwd: work },
      );
      const name = `${layer.id} cfn-lint`;
      cases.push(end.code === 0 ? passed(name) : failed(name, lastLines(end)));
    }
  }
  return cases;
}
