// SPDX-License-Identifier: Apache-2.0
// npm test [-- --only <suite>,<suite>]: sets up what the suites need, runs them and adds up their machine reports.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onSupportedNode } from './lib/node.mjs';
import { logsDir, resultsDir, root } from './lib/paths.mjs';
import { stopAllGroups } from './lib/process.mjs';
import {
  failedSuite,
  judge,
  parseAllowedSkips,
  plainLine,
  table,
  total,
} from './lib/report.mjs';
import { ensureReady } from './lib/yarn.mjs';
import { selectStages } from './suites/index.mjs';

const isTrue = value =>
  ['1', 'true', 'yes'].includes((value ?? '').toLowerCase());

function parseOnly(args) {
  const at = args.findIndex(
    arg => arg === '--only' || arg.startsWith('--only='),
  );
  if (at === -1) return undefined;
  const value = args[at].includes('=') ? args[at].split('=')[1] : args[at + 1];
  return (value ?? '').split(',').filter(Boolean);
}

async function runSuite(suite, context) {
  const start = Date.now();
  let result;
  try {
    result = await suite.run(context);
  } catch (error) {
    result = failedSuite(suite.name, error.stack ?? String(error));
  }
  const judged = {
    ...judge(result, context.policy),
    seconds: (Date.now() - start) / 1_000,
  };
  const mark = judged.failed > 0 ? 'FAILED' : 'ok';
  process.stdout.write(
    `${mark.padEnd(7)}${judged.name} ${judged.seconds.toFixed(
      1,
    )} s: ${plainLine(total([judged]))}\n`,
  );
  for (const problem of judged.problems)
    process.stdout.write(`${problem.replace(/^/gm, '    ')}\n`);
  for (const { name, reason } of judged.skipped)
    process.stdout.write(`    skipped ${name}: ${reason}\n`);
  return judged;
}

async function runStages(stages, context) {
  const results = [];
  for (const stage of stages) {
    results.push(
      ...(await Promise.all(stage.map(suite => runSuite(suite, context)))),
    );
  }
  return results;
}

function report(results) {
  mkdirSync(resultsDir, { recursive: true });
  const sums = total(results);
  writeFileSync(
    join(resultsDir, 'suites.json'),
    JSON.stringify({ ...sums, suites: results }, undefined, 2),
  );
  process.stdout.write(`\n${table(results)}\n\n${plainLine(sums)}\n`);
  return sums.failed === 0 ? 0 : 1;
}

/** Without its set-up nothing was tested: that is one failure, and the last line still says so. */
function reportSetUp(error) {
  process.stdout.write(`${error.message}\n`);
  return report([{ ...failedSuite('set-up', error.message), seconds: 0 }]);
}

async function runAll() {
  const stages = selectStages(parseOnly(process.argv.slice(2)));
  mkdirSync(logsDir, { recursive: true });
  mkdirSync(resultsDir, { recursive: true });
  const policy = {
    ci: isTrue(process.env.CI),
    allowedSkips: parseAllowedSkips(process.env.GROUNDWORK_ALLOW_SKIP),
  };
  const { env } = await ensureReady();
  return report(await runStages(stages, { root, env, policy }));
}

async function main() {
  const code = await runAll().catch(reportSetUp);
  await stopAllGroups(5_000);
  process.exit(code);
}

await onSupportedNode(import.meta.url, main, reportSetUp);
