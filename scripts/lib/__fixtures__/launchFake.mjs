// SPDX-License-Identifier: Apache-2.0
// The launcher over processes which are given as JSON, so that a test can end it, or one of them, from outside.
import { launch } from '../launch.mjs';
import { watchForStop } from '../process.mjs';

const { table, logsDir } = JSON.parse(process.argv[2]);

watchForStop({ parentPid: undefined });
process.exitCode = await launch({
  table,
  url: 'http://localhost:17001',
  logsDir,
  print: text => process.stdout.write(`${text}\n`),
});
process.exit();
