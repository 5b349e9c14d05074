// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Problem, check } from './commands/check';
import { create } from './commands/create';
import { sync } from './commands/sync';
import { test, testInEmulator } from './commands/test';
import { type Workspace, openWorkspace } from './layer/Workspace';

const USAGE = `layers new <id>                copies templates/_template
layers sync                    writes what is alike in all layers
layers check [id…]             holds layers to the rules
layers test [id…]              runs the layers' own tests, without an account
layers test --emulator [id…]   makes the layers in the sandbox, with both engines
Options: --templates <folder>  another folder of layers
         --json <file>         a report for machines`;

const print = (line: string) => process.stdout.write(`${line}\n`);

function describe(workspace: Workspace, problem: Problem): string {
  const { layer, file, line, rule, message } = problem;
  const folder = layer === 'sample-layer' ? '_template' : layer;
  const place = path.relative(
    process.cwd(),
    path.join(workspace.root, folder, file),
  );
  return `${place}${line ? `:${line}` : ''}  ${rule}\n  ${message.replace(
    /\n/g,
    '\n  ',
  )}`;
}

async function runCheck(
  workspace: Workspace,
  ids: string[],
  json: string | undefined,
): Promise<number> {
  const started = Date.now();
  const { layers, passed, problems } = await check(workspace, ids);
  const texts = problems.map(problem => describe(workspace, problem));
  texts.forEach(print);
  await writeReport(json, {
    passed,
    failed: problems.length,
    skipped: [],
    problems: texts,
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  print(
    `${layers} layers: ${passed} rules held, ${problems.length} problems (${seconds} s)`,
  );
  return problems.length > 0 ? 1 : 0;
}

async function runSync(workspace: Workspace): Promise<number> {
  const written = await sync(workspace);
  written.forEach(file => print(path.relative(process.cwd(), file)));
  print(`${written.length} files written`);
  return 0;
}

async function runNew(workspace: Workspace, [id]: string[]): Promise<number> {
  if (id === undefined)
    throw new InputError(`layers new needs an id\n${USAGE}`);
  const folder = await create(workspace, id);
  await sync(await openWorkspace(workspace.root));
  print(`${path.relative(process.cwd(), folder)} is there.`);
  print(
    `Write its resources, say in layer.yaml what makes each part, and run "yarn layers check ${id}".`,
  );
  return 0;
}

async function writeReport(file: string | undefined, report: object) {
  if (file !== undefined) await writeFile(file, `${JSON.stringify(report)}\n`);
}

async function runTest(
  workspace: Workspace,
  ids: string[],
  options: { json?: string; emulator?: boolean },
): Promise<number> {
  const runner = options.emulator ? testInEmulator : test;
  const report = await runner(workspace, ids);
  await writeReport(options.json, report);
  report.problems.forEach(print);
  report.skipped.forEach(({ name, reason }) =>
    print(`${name} was skipped: ${reason}`),
  );
  const { passed, failed, skipped } = report;
  print(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed > 0 ? 1 : 0;
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      templates: { type: 'string' },
      json: { type: 'string' },
      emulator: { type: 'boolean' },
    },
  });
  const [command, ...ids] = positionals;
  const workspace = await openWorkspace(values.templates);
  switch (command) {
    case 'new':
      return runNew(workspace, ids);
    case 'sync':
      return runSync(workspace);
    case 'check':
      return runCheck(workspace, ids, values.json);
    case 'test':
      return runTest(workspace, ids, values);
    default:
      throw new InputError(
        `layers knows new, sync, check and test, not ${command}\n${USAGE}`,
      );
  }
}

/** `yarn layers …`. */
export async function main(args: string[]): Promise<void> {
  try {
    process.exitCode = await run(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exitCode = 2;
  }
}
