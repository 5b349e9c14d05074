// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, posix } from 'node:path';
import { isError } from '@backstage/errors';
import { init, parse } from 'es-module-lexer';
import { JobError } from '../job/context';

/** The packages a layer may import; they come from the runner, at one version. */
export const ALLOWED_PACKAGES = [
  'aws-cdk-lib',
  'constructs',
  'cdk-nag',
] as const;

/** Parts of Node.js that neither start programs nor open connections. */
export const ALLOWED_BUILTINS = [
  'node:assert',
  'node:buffer',
  'node:crypto',
  'node:fs',
  'node:os',
  'node:path',
  'node:process',
  'node:url',
  'node:util',
] as const;

/** The layer's tests are not run by the engine. */
const TEST_FILES = /^test\//;

function isAllowed(specifier: string, importer: string): boolean {
  if (/^\.\.?\//.test(specifier)) {
    return !posix.join(posix.dirname(importer), specifier).startsWith('..');
  }
  const [scope] = specifier.split('/');
  return (
    ALLOWED_PACKAGES.some(name => name === scope) ||
    ALLOWED_BUILTINS.some(
      name => specifier === name || specifier.startsWith(`${name}/`),
    )
  );
}

function lineOf(code: string, offset: number): number {
  return code.slice(0, offset).split('\n').length;
}

function refuse(place: string, what: string): never {
  throw new JobError(
    `The source is refused at ${place}: ${what}`,
    `Import only ${ALLOWED_PACKAGES.join(
      ', ',
    )}, files of the layer, and ${ALLOWED_BUILTINS.join(', ')}`,
  );
}

/** Types are blanked out, not removed: places stay the same. */
function toJavaScript(name: string, text: string): string {
  if (!/\.[cm]?ts$/.test(name)) return text;
  try {
    return stripTypeScriptTypes(text);
  } catch (error) {
    return refuse(
      `cdk/${name}`,
      `its types cannot be taken off: ${
        isError(error) ? error.message : String(error)
      }`,
    );
  }
}

/** Refuses, before it runs, an app that imports more than a layer may. */
export async function refuseImports(
  folder: string,
  files: readonly string[],
): Promise<void> {
  await init;
  for (const name of files.filter(file => !TEST_FILES.test(file))) {
    if (/\.[cm]?[jt]sx$/.test(name) || /\.c[jt]s$/.test(name)) {
      refuse(`cdk/${name}`, 'only .ts, .mts, .js and .mjs modules are run');
    }
    const code = toJavaScript(name, readFileSync(join(folder, name), 'utf8'));
    for (const { n: specifier, ss: start, d: kind } of parse(code, name)[0]) {
      // `import.meta` is listed as an import of kind -2.
      if (kind === -2) continue;
      const place = `cdk/${name}:${lineOf(code, start)}`;
      if (specifier === undefined)
        refuse(place, 'it imports a name that is computed');
      if (!isAllowed(specifier, name)) refuse(place, `it imports ${specifier}`);
    }
  }
}
