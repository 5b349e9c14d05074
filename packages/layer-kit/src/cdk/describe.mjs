// SPDX-License-Identifier: Apache-2.0
// Synthesizes CDK apps one after the other, as the engine does each, and adds a line of JSON about each to a file. All in
// one process, because reading aws-cdk-lib takes longer than an app.
import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

let said = '';
const listen = text => {
  said += text;
  return true;
};
process.stdout.write = listen;
process.stderr.write = listen;

const importFile = path => import(pathToFileURL(path).href);

async function describe({ folder, entry, outdir }) {
  process.env.CDK_OUTDIR = outdir;
  await importFile(join(folder, entry));
  const { schemas } = await importFile(join(folder, 'lib/inputs.ts'));
  const templates = readdirSync(outdir)
    .filter(name => name.endsWith('.template.json'))
    .map(name => JSON.parse(readFileSync(join(outdir, name), 'utf8')));
  return { schemas, templates };
}

const { jobs, results } = JSON.parse(readFileSync(0, 'utf8'));
const print = result => appendFileSync(results, `${JSON.stringify(result)}\n`);

for (const job of jobs) {
  said = '';
  try {
    print(await describe(job));
  } catch (error) {
    // What cdk-nag objects to was said before the error was thrown.
    print({ error: `${said}\n${error.stack ?? error}` });
  }
}
// An app that failed would try again when the process ends by itself.
process.exit(0);
