// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { parseDocument } from 'yaml';

/** Reads YAML, and says where it is broken. Tags of other languages are read as plain values. */
export function parseYaml(text: string, file: string): unknown {
  const document = parseDocument(text, { logLevel: 'error' });
  const [error] = document.errors;
  if (error) {
    const [what] = error.message.split('\n');
    const position = error.linePos?.[0];
    const where =
      position && !/at line \d/.test(what) ? ` at line ${position.line}` : '';
    throw new InputError(
      `${file} is not YAML: ${what.replace(
        /:$/,
        '',
      )}${where}. Correct the file and build again.`,
    );
  }
  return document.toJS();
}
