// SPDX-License-Identifier: Apache-2.0
// npm start [-- --verbose] [--watch]: brings Groundwork up on this machine, over an emulated AWS unless
// GROUNDWORK_AWS=real, and stops it all on Ctrl-C.
import { dropDatabases, sandboxDatabasePrefix } from './lib/database.mjs';
import {
  lockDataFolder,
  makeDataFolder,
  wipeDataFolder,
} from './lib/dataFolder.mjs';
import { launch } from './lib/launch.mjs';
import { writeConfig } from './lib/launcherConfig.mjs';
import { onSupportedNode } from './lib/node.mjs';
import { portProblems } from './lib/ports.mjs';
import { processTable } from './lib/processTable.mjs';
import { ensurePython } from './lib/python.mjs';
import { stopRunners } from './lib/runners.mjs';
import { readSettings, wantedPorts } from './lib/settings.mjs';
import { ensureTerraform, terraformEnvironment } from './lib/terraform.mjs';
import { ensureReady } from './lib/yarn.mjs';

const print = text => process.stdout.write(`${text}\n`);

/** Emulator and data are fresh together: a stack in the database without its resources would only confuse. */
async function prepareData(settings) {
  const { sandbox, postgres, dataDir } = settings;
  if (sandbox) {
    await stopRunners(dataDir);
    wipeDataFolder(dataDir);
    if (postgres) {
      const prefix = sandboxDatabasePrefix(settings);
      await dropDatabases(process.env.DATABASE_URL, prefix);
    }
  }
  makeDataFolder(dataDir);
}

/** What is on this machine: without Python there is no emulator, without Terraform there is still CDK. */
async function findTools(settings, env) {
  const [python, terraform] = await Promise.all([
    settings.sandbox ? ensurePython({ env }) : { ok: true },
    ensureTerraform(env),
  ]);
  if (!python.ok) {
    throw new Error(
      `The AWS emulator cannot start: ${python.reason}. ${python.hint} (Or use real accounts: GROUNDWORK_AWS=real npm start)`,
    );
  }
  if (!terraform.ok)
    print(`Terraform is missing: ${terraform.reason}. ${terraform.hint}`);
  const environment = terraform.ok ? await terraformEnvironment(env) : {};
  return {
    python: python.python,
    environment,
    terraform: {
      binary: terraform.binary,
      providerMirror: environment.GROUNDWORK_PROVIDER_MIRROR,
    },
  };
}

async function startAll(settings) {
  const toolchain = await ensureReady();
  const tools = await findTools(settings, toolchain.env);
  await prepareData(settings);
  const flags = process.argv.slice(2);
  const table = processTable({
    settings,
    python: tools.python,
    env: { ...toolchain.env, ...tools.environment },
    configFiles: writeConfig(settings, tools.terraform),
    watch: flags.includes('--watch'),
  });
  print(`Starting ${table.map(({ name }) => name).join(', ')} …`);
  return launch({
    table,
    url: `http://localhost:${settings.ports.app}`,
    logsDir: settings.logsDir,
    verbose: flags.includes('--verbose'),
    print,
    afterStop: () =>
      settings.sandbox ? stopRunners(settings.dataDir) : undefined,
  });
}

async function main() {
  const settings = readSettings();
  const problems = await portProblems(wantedPorts(settings));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const unlock = await lockDataFolder(settings.dataDir);
  try {
    process.exitCode = await startAll(settings);
  } finally {
    unlock();
  }
  process.exit();
}

await onSupportedNode(import.meta.url, main);
