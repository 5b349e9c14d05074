// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { aptInstall, hasApt, isProgram, onPath } from './find.mjs';
import { root } from './paths.mjs';
import { run } from './process.mjs';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const HINT =
  'Install Chromium or Google Chrome, or set GROUNDWORK_CHROMIUM to its program.';

async function starts(program) {
  return (await run(program, ['--version'], { timeoutMs: 30_000 })).code === 0;
}

async function installed(env) {
  const found = [
    env.GROUNDWORK_CHROMIUM,
    onPath(NAMES, env.PATH),
    ...APPLICATIONS,
  ];
  for (const program of found.filter(Boolean).filter(isProgram)) {
    if (await starts(program)) return program;
  }
  return undefined;
}

/** Playwright keeps its own browser below the user's cache folder. */
function playwrightBrowser() {
  return createRequire(join(root, 'package.json'))(
    'playwright-core',
  ).chromium.executablePath();
}

async function downloadByPlaywright(env) {
  if (isProgram(playwrightBrowser())) return playwrightBrowser();
  process.stdout.write('Downloading Chromium with Playwright …\n');
  const { code } = await run('playwright', ['install', 'chromium'], {
    cwd: root,
    env,
    timeoutMs: 300_000,
  });
  return code === 0 && isProgram(playwrightBrowser())
    ? playwrightBrowser()
    : undefined;
}

/** A Chromium for the browser tests: the machine's own, else Debian's, else Playwright's. */
export async function ensureChromium(env = process.env) {
  const own = await installed(env);
  if (own !== undefined) return { ok: true, executablePath: own };
  if (hasApt() && (await aptInstall(['chromium'])).ok) {
    const debian = await installed(env);
    if (debian !== undefined) return { ok: true, executablePath: debian };
  }
  const downloaded = await downloadByPlaywright(env);
  if (downloaded !== undefined) return { ok: true, executablePath: downloaded };
  return {
    ok: false,
    reason: 'no Chromium was found and none could be installed',
    hint: HINT,
  };
}
