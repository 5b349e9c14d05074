// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { downloadPinned } from './download.mjs';
import { toolchainDir } from './paths.mjs';
import {
  findProviderMirror,
  hasAwsProvider,
  terraformPlatform,
} from './providerMirror.mjs';
import { readFromZip } from './zip.mjs';

const VERSION = '5.100.0';
const DOWNLOAD_TIMEOUT_MS = 600_000;

/** SHA-256 of the archives of this release, for all platforms, as Terraform's lock files list them. */
const CHECKSUMS = [
  '054b8dd49f0549c9a7cc27d159e45327b7b65cf404da5e5a20da154b90b8a644',
  '0b97bf8d5e03d15d83cc40b0530a1f84b459354939ba6f135a0086c20ebbe6b2',
  '1589a2266af699cbd5d80737a0fe02e54ec9cf2ca54e7e00ac51c7359056f274',
  '6330766f1d85f01ae6ea90d1b214b8b74cc8c1badc4696b165b36ddd4cc15f7b',
  '7c8c2e30d8e55291b86fcb64bdf6c25489d538688545eb48fd74ad622e5d3862',
  '99b1003bd9bd32ee323544da897148f46a527f622dc3971af63ea3e251596342',
  '9b12af85486a96aedd8d7984b0ff811a4b42e3d88dad1a3fb4c0b580d04fa425',
  '9f8b909d3ec50ade83c8062290378b1ec553edef6a447c56dadc01a99f4eaa93',
  'aaef921ff9aabaf8b1869a86d692ebd24fbd4e12c21205034bb679b9caf883a2',
  'ac882313207aba00dd5a76dbd572a0ddc818bb9cbf5c9d61b28fe30efaec951e',
  'bb64e8aff37becab373a1a0cc1080990785304141af42ed6aa3dd4913b000421',
  'dfe495f6621df5540d9c92ad40b8067376350b005c637ea6efac5dc15028add4',
  'f0ddf0eaf052766cfe09dea8200a946519f653c384ab4336e2a4a64fdd6310e9',
  'f1b7e684f4c7ae1eed272b6de7d2049bb87a0275cb04dbb7cda6636f600699c9',
  'ff461571e3f233699bf690db319dfe46aec75e58726636a0d97dd9ac6e32fb70',
];

/** Puts the provider into a folder as an unpacked filesystem mirror has it. */
export function unpackProvider(archive, mirror) {
  const folder = join(
    mirror,
    'registry.terraform.io/hashicorp/aws',
    VERSION,
    terraformPlatform(),
  );
  const file = join(folder, `terraform-provider-aws_v${VERSION}_x5`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    `${file}.part`,
    readFromZip(archive, `terraform-provider-aws_v${VERSION}_x5`),
    { mode: 0o755 },
  );
  renameSync(`${file}.part`, file);
}

/** A mirror with the AWS provider: one of this machine, else our own with a pinned release, downloaded once. */
export async function ensureAwsProvider(env = process.env) {
  const found = findProviderMirror({ env });
  if (found.ok || env.GROUNDWORK_PROVIDER_MIRROR) return found;
  const mirror = join(toolchainDir, 'providers');
  if (hasAwsProvider(mirror)) return { ok: true, mirror };
  const name = `terraform-provider-aws_${VERSION}_${terraformPlatform()}.zip`;
  process.stdout.write(`Downloading the AWS provider ${VERSION} …\n`);
  const { bytes, reason } = await downloadPinned(
    `https://releases.hashicorp.com/terraform-provider-aws/${VERSION}/${name}`,
    CHECKSUMS,
    { timeoutMs: DOWNLOAD_TIMEOUT_MS },
  );
  if (bytes === undefined) {
    return {
      ok: false,
      reason: `no mirror with the AWS provider was found, and its download failed: ${reason}`,
      hint: found.hint,
    };
  }
  unpackProvider(bytes, mirror);
  return { ok: true, mirror };
}
