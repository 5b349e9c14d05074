// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ensureAwsProvider } from './awsProvider.mjs';
import { downloadPinned } from './download.mjs';
import { onPath } from './find.mjs';
import { groundworkDir, toolchainDir } from './paths.mjs';
import { run } from './process.mjs';
import { mirroredProviders, terraformPlatform } from './providerMirror.mjs';
import { readFromZip } from './zip.mjs';

const VERSION = '1.11.4';
/** SHA-256 of the archives, as HashiCorp publishes them with this release. */
const CHECKSUMS = {
  linux_amd64:
    '1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc',
  linux_arm64:
    'a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633',
  darwin_amd64:
    'a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b',
  darwin_arm64:
    '867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18',
};
const HINT =
  'Install Terraform 1.10 or newer and put it on the PATH; the CDK engine works without it.';

/** Whether a version can hold its state lock in S3 itself, which came with 1.10. */
export function isRecentEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 10);
}

async function versionOf(binary) {
  // A configuration file that is named and not there makes every command warn.
  const env = {
    ...process.env,
    CHECKPOINT_DISABLE: '1',
    TF_CLI_CONFIG_FILE: undefined,
  };
  const { code, stdout } = await run(binary, ['version', '-json'], {
    env,
    timeoutMs: 30_000,
  });
  return code === 0 ? JSON.parse(stdout).terraform_version : undefined;
}

async function usable(binary) {
  const version = binary && (await versionOf(binary));
  return version !== undefined && isRecentEnough(version);
}

async function downloadTerraform(binary) {
  const platform = terraformPlatform();
  const expected = CHECKSUMS[platform];
  if (expected === undefined)
    return `no checksum of Terraform ${VERSION} is known for ${platform}`;
  process.stdout.write(`Downloading Terraform ${VERSION} …\n`);
  const { bytes, reason } = await downloadPinned(
    `https://releases.hashicorp.com/terraform/${VERSION}/terraform_${VERSION}_${platform}.zip`,
    [expected],
  );
  if (bytes === undefined) return reason;
  mkdirSync(join(toolchainDir, 'terraform'), { recursive: true });
  writeFileSync(binary, readFromZip(bytes, 'terraform'), { mode: 0o755 });
  return undefined;
}

/** Terraform 1.10 or newer: the one of the PATH, else our own download of a pinned release. */
export async function ensureTerraform(env = process.env) {
  const own = join(toolchainDir, 'terraform', 'terraform');
  for (const binary of [
    onPath(['terraform'], env.PATH),
    existsSync(own) && own,
  ]) {
    if (binary && (await usable(binary))) return { ok: true, binary };
  }
  const problem = await downloadTerraform(own);
  if (problem !== undefined) {
    return {
      ok: false,
      reason: `no Terraform 1.10 or newer on the PATH, and its download failed: ${problem}`,
      hint: HINT,
    };
  }
  return { ok: true, binary: own };
}

/** Text of a Terraform CLI configuration that takes what a mirror has from it and all else from the registry. */
export function cliConfig(mirror) {
  const lines = ['disable_checkpoint = true'];
  if (mirror !== undefined) {
    const held = JSON.stringify(mirroredProviders(mirror));
    lines.push(
      'provider_installation {',
      '  filesystem_mirror {',
      `    path    = ${JSON.stringify(mirror)}`,
      `    include = ${held}`,
      '  }',
      '  direct {',
      `    exclude = ${held}`,
      '  }',
      '}',
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Whether the user has told Terraform where to get providers from; then we do not tell it otherwise. */
export function userHasMirror(env) {
  const file = env.TF_CLI_CONFIG_FILE || join(homedir(), '.terraformrc');
  return (
    existsSync(file) &&
    readFileSync(file, 'utf8').includes('provider_installation')
  );
}

/**
 * What a process that runs Terraform needs in its environment, so that it finds its providers. Without a mirror it
 * downloads them itself, at each run.
 */
export async function terraformEnvironment(env = process.env) {
  if (!env.GROUNDWORK_PROVIDER_MIRROR && userHasMirror(env)) return {};
  const { mirror } = await ensureAwsProvider(env);
  const file = join(groundworkDir, 'terraform.rc');
  mkdirSync(groundworkDir, { recursive: true });
  writeFileSync(file, cliConfig(mirror));
  const config = { TF_CLI_CONFIG_FILE: file };
  return mirror ? { ...config, GROUNDWORK_PROVIDER_MIRROR: mirror } : config;
}
