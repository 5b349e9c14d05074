// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toolEnvironment } from './tools.mjs';
import { lastLines, runLogged } from './logged.mjs';

/** A suite that is a command of layer-kit; its machine report is `{ passed, failed, skipped, problems }`. */
function layerKitSuite(name, args) {
  return {
    name,
    async run({ root, env }) {
      const file = join(root, 'test-results', `${name}.json`);
      mkdirSync(join(root, 'test-results'), { recursive: true });
      rmSync(file, { force: true });
      const program = join(root, 'packages', 'layer-kit', 'bin', 'layers.js');
      const tools = await toolEnvironment(env);
      const result = await runLogged(
        name,
        process.execPath,
        [program, ...args, '--json', file],
        { cwd: root, env: tools.env },
      );
      if (!existsSync(file)) {
        throw new Error(
          `layers ${args.join(' ')} wrote no report, see ${
            result.log
          }\n${lastLines(result)}`,
        );
      }
      const report = JSON.parse(readFileSync(file, 'utf8'));
      if (result.code === 0 || report.failed > 0) return { name, ...report };
      return { name, ...report, failed: 1, problems: [lastLines(result)] };
    },
  };
}

/** The rules that every layer folder keeps, one case per layer and rule. */
export const layers = layerKitSuite('layers', ['check']);

/** Each layer's own tests in both engines, without an account. */
export const templates = layerKitSuite('templates', ['test']);

/** Each layer made, planned again and removed in the emulator, and the engines' results compared. */
export const emulator = layerKitSuite('emulator', ['test', '--emulator']);
