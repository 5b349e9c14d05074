// SPDX-License-Identifier: Apache-2.0
import { lineOf } from '../layer/files';
import type { Rule } from './Rule';

const RENDERED = /\.(json|md)\.njk$/;
const PLAIN_VALUE = /\$\{\{ values\.[a-z_]+(\.[a-zA-Z]+)?( \| dump)? \}\}/g;

/** Code is code: only `*.json.njk` and `*.md.njk` are rendered, and only with plain values. */
export const noTemplatingInCode: Rule = {
  id: 'noTemplatingInCode',
  check: layer =>
    [...layer.files]
      .filter(([file]) => file.startsWith('skeleton/'))
      .flatMap(([file, text]) => {
        if (RENDERED.test(file)) {
          const rest = text.replace(PLAIN_VALUE, '');
          const line = lineOf(rest, /\$\{\{|\{%|\{#/);
          return line === undefined
            ? []
            : [
                {
                  file,
                  line,
                  message:
                    'write nothing but ${{ values.x }} and ${{ values.x | dump }}; decide the rest in template.yaml',
                },
              ];
        }
        if (file.endsWith('.njk')) {
          const message =
            'is rendered, so editors and compilers cannot read it; render a .json.njk beside the code';
          return [{ file, message }];
        }
        const line = lineOf(text, /\$\{\{|\{%-? /);
        return line === undefined
          ? []
          : [
              {
                file,
                line,
                message:
                  'templating in a file that is not rendered; take it out',
              },
            ];
      }),
};
