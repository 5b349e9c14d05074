// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Problem, check } from './commands/check';
import { create } from './commands/create';
import { sync } from './commands/sync';
import { type Workspace, openWorkspace } from './layer/Workspace';

const USAGE = `layers new <id>                copies templates/_template
layers sync                    writes what is alike in all layers
layers check [id…]             holds layers to the rules
Options: --templates <folder>`;

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

async function runCheck(workspace: Workspace, ids: string[]): Promise<number> {
  const started = Date.now();
  const { layers, passed, problems } = await check(workspace, ids);
  problems.forEach(problem => print(describe(workspace, problem)));
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

async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { templates: { type: 'string' } },
  });
  const [command, ...ids] = positionals;
  const workspace = await openWorkspace(values.templates);
  switch (command) {
    case 'new':
      return runNew(workspace, ids);
    case 'sync':
      return runSync(workspace);
    case 'check':
      return runCheck(workspace, ids);
    default:
      throw new InputError(
        `layers knows new, sync and check, not ${command}\n${USAGE}`,
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
