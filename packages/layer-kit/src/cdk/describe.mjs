// SPDX-License-Identifier: Apache-2.0
// Synthesizes one CDK app as the engine does, in a process of its own, and prints what came out as one line of JSON.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, entry, outdir] = process.argv.slice(2);
const write = console.log.bind(console);
console.log = console.error;
process.env.CDK_OUTDIR = outdir;

const importFile = path => import(pathToFileURL(join(folder, path)).href);
await importFile(entry);
const { schemas } = await importFile('lib/inputs.ts');

const readJson = name => JSON.parse(readFileSync(join(outdir, name), 'utf8'));
const templates = readdirSync(outdir)
  .filter(name => name.endsWith('.template.json'))
  .map(readJson);
const violations = readdirSync(outdir).includes('validation-report.json')
  ? readJson('validation-report.json').pluginReports
  : [];
write(JSON.stringify({ schemas, templates, violations }));
