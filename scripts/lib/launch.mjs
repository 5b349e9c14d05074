// SPDX-License-Identifier: Apache-2.0
import { onStopRequest, stopAllGroups } from './process.mjs';
import { Supervised } from './Supervised.mjs';

const GRACE_MS = 10_000;

/**
 * Starts the processes of a table together, says once when all of them are ready, and stops them all when asked to or
 * when one that cannot be restarted is lost. Resolves with the exit code.
 */
export async function launch({
  table,
  url,
  logsDir,
  verbose,
  print,
  afterStop = async () => {},
}) {
  let finish;
  const finished = new Promise(resolve => (finish = resolve));
  const supervised = table.map(
    definition =>
      new Supervised({
        definition,
        logsDir,
        verbose,
        print,
        onLost: message => finish({ message, code: 1 }),
      }),
  );
  onStopRequest(() => finish({ message: 'Stopping …', code: 0 }));
  for (const process of supervised) process.start();
  const allReady = Promise.all(
    supervised.map(process => process.untilReady()),
  ).then(() => undefined);
  const early = await Promise.race([allReady, finished]);
  if (early === undefined) print(`Groundwork is ready at ${url}`);
  const { message, code } = early ?? (await finished);
  print(message);
  await Promise.all(supervised.map(process => process.stop(GRACE_MS)));
  await stopAllGroups(1_000);
  await afterStop();
  return code;
}
