// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { figures } from './figures';
import type { FigureResult } from './figure';
import { Launcher } from './Launcher';
import { conclude } from './statistics';

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const chosen = figures.filter(figure =>
    figure.name.startsWith(values.only ?? ''),
  );
  if (chosen.length === 0) {
    process.stderr.write(
      `No figure begins with "${values.only}". There are: ${figures
        .map(figure => figure.name)
        .join(', ')}\n`,
    );
    process.exitCode = 2;
    return;
  }
  const launcher = new Launcher(
    resolvePackagePath('@groundwork/bench', '../..'),
  );
  try {
    for (const figure of chosen) {
      launcher.say(`${figure.name}: ${figure.title}`);
      const result = conclude(figure, await figure.measure(launcher));
      process.stdout.write(
        `${values.json ? JSON.stringify(result) : inWords(result)}\n`,
      );
      if (!result.holds) process.exitCode = 1;
    }
  } finally {
    await launcher.stop();
  }
}

function inWords(result: FigureResult): string {
  const against =
    result.baseline === undefined ? '' : `, baseline ${result.baseline}`;
  const verdict = result.holds ? 'holds' : 'FAILS';
  const promised =
    result.target === null ? 'for information' : `target ${result.target}`;
  return `${result.target === null ? 'shows' : verdict}  ${result.name}  ${
    result.value
  } ${result.unit} (${promised}${against})`;
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 1;
});
