// SPDX-License-Identifier: Apache-2.0
import { lineOf } from '../layer/files';
import { expectedRegions, freshReadme } from '../shared/expected';
import { findRegions } from '../shared/regions';
import type { Rule } from './Rule';

const FILE = 'template.yaml';
const TABLES = ['inputs', 'resources'];

/** The fenced regions of `template.yaml` and the tables of `README.md` are as `yarn layers sync` writes them. */
export const sharedRegionsFresh: Rule = {
  id: 'sharedRegionsFresh',
  check(layer, workspace) {
    const text = layer.files.get(FILE) ?? '';
    const regions = findRegions(text);
    const findings = [...expectedRegions(workspace, layer)]
      .filter(([name, region]) => regions.get(name) !== region)
      .map(([name]) => ({
        file: FILE,
        line: lineOf(text, `<shared ${name}>`),
        message: regions.has(name)
          ? `the region "${name}" is not that of _shared/template/template.yaml; run "yarn layers sync"`
          : `add the lines "# <shared ${name}>" and "# </shared ${name}>" and run "yarn layers sync"`,
      }));
    const readme = layer.files.get('README.md') ?? '';
    const lacking = TABLES.filter(
      name => !readme.includes(`<!-- <${name}> -->`),
    );
    if (lacking.length > 0 || readme !== freshReadme(layer)) {
      const message =
        lacking.length > 0
          ? `add the markers <!-- <${lacking[0]}> --> and <!-- </${lacking[0]}> --> and run "yarn layers sync"`
          : 'its tables are old; run "yarn layers sync"';
      findings.push({ file: 'README.md', line: undefined, message });
    }
    return findings;
  },
};
