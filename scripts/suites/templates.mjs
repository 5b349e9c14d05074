// SPDX-License-Identifier: Apache-2.0
import {
  readFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../lib/process.mjs';
import { ensureTerraform, terraformEnvironment } from '../lib/terraform.mjs';
import { readNodeTestReport } from './launcher.mjs';
import { lastLines } from './logged.mjs';

/** The layers which have something for an engine, by the names of their folders. */
function layersWith(root, engine) {
  const templates = join(root, 'templates');
  return readdirSync(templates, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('_'))
    .map(({ name }) => ({
      layer: name,
      folder: join(templates, name, 'skeleton', engine),
    }))
    .filter(({ folder }) => existsSync(folder));
}

/** Reads the JSON lines of `terraform test -json`: one case per run block that has come to its end. */
export function readTerraformTest(layer, output) {
  const events = output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
  const runs = events
    .filter(
      ({ type, test_run: block }) =>
        type === 'test_run' && block.progress === 'complete',
    )
    .map(({ test_run: block }) => block);
  const named = ({ path, run: name }) => `${layer}: ${path}: ${name}`;
  const diagnostics = events
    .filter(({ diagnostic }) => diagnostic?.severity === 'error')
    .map(
      ({ diagnostic }) => `${diagnostic.summary}: ${diagnostic.detail ?? ''}`,
    );
  const failing = runs.filter(({ status }) =>
    ['fail', 'error'].includes(status),
  );
  return {
    passed: runs.filter(({ status }) => status === 'pass').length,
    failed: failing.length,
    // Terraform skips what comes after a run that broke: the broken one is counted.
    skipped: [],
    problems: [
      ...failing.map(named),
      ...(failing.length > 0 ? diagnostics : []),
    ],
  };
}

async function testTerraform({ layer, folder }, binary, env) {
  const work = mkdtempSync(join(tmpdir(), 'groundwork-layer-'));
  try {
    cpSync(folder, work, { recursive: true });
    const init = await run(
      binary,
      ['init', '-backend=false', '-input=false', '-no-color'],
      { cwd: work, env },
    );
    if (init.code !== 0)
      return oneFailure(`${layer}: terraform init failed\n${lastLines(init)}`);
    const result = await run(binary, ['test', '-json'], { cwd: work, env });
    const summary = readTerraformTest(layer, result.stdout);
    if (summary.passed + summary.failed === 0)
      return oneFailure(
        `${layer}: terraform test ran nothing\n${lastLines(result)}`,
      );
    return result.code !== 0 && summary.failed === 0
      ? oneFailure(`${layer}: ${lastLines(result)}`)
      : summary;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** aws-cdk-lib checks templates with a package it pins exactly: with another version of it, synthesis would break. */
function cdkEnvironment(root, env) {
  const read = name =>
    JSON.parse(
      readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
    );
  const validator = '@aws/cloudformation-validate';
  const fits =
    read('aws-cdk-lib').dependencies[validator] === read(validator).version;
  return fits ? env : { ...env, CDK_VALIDATION: 'false' };
}

const oneFailure = problem => ({
  passed: 0,
  failed: 1,
  skipped: [],
  problems: [problem],
});

/** A layer's CDK tests run where they stand: Node takes their types away, the packages are those of the runner. */
async function testCdk({ layer, folder }, root, env) {
  const tests = join(folder, 'test');
  const files = existsSync(tests)
    ? readdirSync(tests).filter(name => name.endsWith('.test.ts'))
    : [];
  if (files.length === 0)
    return oneFailure(`${layer}: its CDK part has no test`);
  const reporter = join(root, 'scripts', 'suites', 'nodeTestReporter.mjs');
  const flags = [
    '--experimental-strip-types',
    '--disable-warning=ExperimentalWarning',
    '--test',
    `--test-reporter=${reporter}`,
  ];
  const result = await run(
    process.execPath,
    [...flags, ...files.map(name => join(tests, name))],
    { cwd: folder, env: cdkEnvironment(root, env) },
  );
  const summary = readNodeTestReport(result.stdout);
  if (summary.passed + summary.failed === 0)
    return oneFailure(
      `${layer}: its CDK tests ran nothing\n${lastLines(result)}`,
    );
  return {
    ...summary,
    problems: summary.problems.map(problem => `${layer}: ${problem}`),
  };
}

/** Works through jobs, two at a time. */
async function twoAtATime(jobs) {
  const results = [];
  const queue = [...jobs];
  const work = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift())
      results.push(await job());
  };
  await Promise.all([work(), work()]);
  return results;
}

function add(results) {
  const all = pick => results.flatMap(pick);
  const sum = pick =>
    results.reduce((count, result) => count + pick(result), 0);
  return {
    passed: sum(({ passed }) => passed),
    failed: sum(({ failed }) => failed),
    skipped: all(({ skipped }) => skipped),
    problems: all(({ problems }) => problems),
  };
}

/** The layers' own tests, which need no credentials: `terraform test` with mocked providers, and CDK assertions. */
export const templates = {
  name: 'templates',
  async run({ root, env }) {
    const terraform = await ensureTerraform(env);
    const withTerraform = terraform.ok
      ? { ...env, ...terraformEnvironment(env) }
      : env;
    const terraformLayers = layersWith(root, 'terraform');
    const summary = add(
      await twoAtATime([
        ...(terraform.ok
          ? terraformLayers.map(
              layer => () =>
                testTerraform(layer, terraform.binary, withTerraform),
            )
          : []),
        ...layersWith(root, 'cdk').map(
          layer => () => testCdk(layer, root, env),
        ),
      ]),
    );
    const missing = {
      name: 'Terraform tests of the layers',
      reason: terraform.reason,
      tool: 'terraform',
    };
    return {
      name: 'templates',
      ...summary,
      skipped: terraform.ok ? summary.skipped : [...summary.skipped, missing],
    };
  },
};
