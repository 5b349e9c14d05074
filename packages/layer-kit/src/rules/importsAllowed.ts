// SPDX-License-Identifier: Apache-2.0
import type { Rule } from './Rule';

const ALLOWED =
  /^(aws-cdk-lib|cdk-nag|constructs)(\/|$)|^node:|^\.{1,2}\/.*\.ts$/;
const IMPORT =
  /(?:^(?:import|export|\})(?:.*\bfrom)?\s+|\b(?:import|require)\(\s*)['"]([^'"]+)['"]/;

/** The CDK part imports what the runner brings: aws-cdk-lib, cdk-nag, constructs, Node itself, its own files. */
export const importsAllowed: Rule = {
  id: 'importsAllowed',
  check: layer =>
    [...layer.files]
      .filter(([file]) => /^skeleton\/cdk\/.*\.ts$/.test(file))
      .flatMap(([file, text]) =>
        text.split('\n').flatMap((line, index) => {
          const [, name] = IMPORT.exec(line) ?? [];
          if (name === undefined || ALLOWED.test(name)) return [];
          const message = `imports ${name}; only aws-cdk-lib, cdk-nag, constructs, node: and relative .ts files are there when the engine runs it`;
          return [{ file, line: index + 1, message }];
        }),
      ),
};
