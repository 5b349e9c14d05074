// SPDX-License-Identifier: Apache-2.0
// Prints as JSON how many files prettier looked at and which of them it would write differently. (prettier --check
// says only the latter.)
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import prettier from 'prettier';

const listed = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  },
);

async function look(file) {
  const { ignored, inferredParser } = await prettier.getFileInfo(file, {
    ignorePath: '.prettierignore',
  });
  if (ignored || !inferredParser || !existsSync(file)) return undefined;
  const options = await prettier.resolveConfig(file, { editorconfig: true });
  try {
    return prettier.check(readFileSync(file, 'utf8'), {
      ...options,
      filepath: file,
    });
  } catch {
    return false; // not to be parsed: worse than badly formatted
  }
}

let checked = 0;
const different = [];
for (const file of listed.split('\0').filter(Boolean)) {
  const formatted = await look(file);
  if (formatted === undefined) continue;
  checked += 1;
  if (!formatted) different.push(file);
}
process.stdout.write(JSON.stringify({ checked, different }));
