// SPDX-License-Identifier: Apache-2.0
import { lastLines, runLogged } from './logged.mjs';

/** The packages that API Extractor has looked at. It stops at the first which does not agree with its report. */
export function processedPackages(output) {
  return [...output.matchAll(/^## Processing (.+)$/gm)].map(([, name]) =>
    name.trim(),
  );
}

/** One case per published package: its report.api.md says what it exports. Needs the declarations of the suite types. */
export const apiReports = {
  name: 'api-reports',
  async run({ root, env }) {
    const args = ['api-reports', '--ci', '--include', 'plugins/**'];
    // As Backstage does it. Packages of this repository are read from their sources, which API Extractor would remark on.
    args.push('-o', 'ae-wrong-input-file-type,ae-undocumented');
    const result = await runLogged(
      'api-reports',
      'backstage-repo-tools',
      args,
      { cwd: root, env },
    );
    const packages = processedPackages(result.stdout);
    const failed = result.code === 0 ? 0 : 1;
    const advice = `${
      packages.at(-1) ?? 'no package'
    }: run npm run api-reports and look at the difference`;
    return {
      name: 'api-reports',
      passed: Math.max(0, packages.length - failed),
      failed,
      skipped: [],
      problems: failed ? [advice, lastLines(result)] : [],
    };
  },
};
