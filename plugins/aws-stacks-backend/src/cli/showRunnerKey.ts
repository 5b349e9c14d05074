// SPDX-License-Identifier: Apache-2.0
import { jobKey } from '@groundwork/backstage-plugin-aws-stacks-runner';
import { loadKey } from '../bundles/KeyFile';
import { readStacksConfig } from '../config/StacksConfig';
import { readBackendConfig } from './backendDatabase';

/** Prints the key that builds open their jobs with, in base64. It follows from the key of the engine, and opens nothing else. */
export async function showRunnerKey(options: {
  configFiles: readonly string[];
  print: (text: string) => 0;
}): Promise<number> {
  const config = await readBackendConfig(options.configFiles);
  const key = await loadKey(readStacksConfig(config));
  return options.print(jobKey(key).toString('base64'));
}
