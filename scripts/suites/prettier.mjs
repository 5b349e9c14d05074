// SPDX-License-Identifier: Apache-2.0
import { lastLines, runLogged } from './logged.mjs';

/** One case per file that prettier formats. */
export const prettier = {
  name: 'prettier',
  async run({ root, env }) {
    const program = 'scripts/suites/prettierReport.mjs';
    const result = await runLogged('prettier', process.execPath, [program], {
      cwd: root,
      env,
    });
    if (result.code !== 0) throw new Error(lastLines(result));
    const { checked, different } = JSON.parse(result.stdout);
    return {
      name: 'prettier',
      passed: checked - different.length,
      failed: different.length,
      skipped: [],
      problems: different.map(
        file => `${file} is not formatted; run: npm run prettier:fix`,
      ),
    };
  },
};
