// SPDX-License-Identifier: Apache-2.0
import type { BundleFile } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  Engine,
  LayerFile,
} from '@groundwork/backstage-plugin-groundwork-common';
import { createTwoFilesPatch } from 'diff';
import type { LayerSource } from '../bundles/LayerSources';
import { diffFiles } from './promotion';
import { codeOf } from './sourceFiles';

const MOST_FILES = 200;
const MOST_FILE_BYTES = 200_000;
const MOST_DIFF_LENGTH = 500_000;
const MOST_TIME_MS = 1_000;

/** What the newest version of a layer changes in the code of a stack, file by file. */
export function diffLayer(
  bundle: readonly BundleFile[],
  newest: LayerSource,
  engine: Engine,
): { files: LayerFile[]; fileCount: number } {
  const before = codeOf(bundle).filter(
    ({ path }) =>
      path.startsWith(`${engine}/`) && !newest.rendered.includes(path),
  );
  const after = codeOf(newest.files);
  const changed = diffFiles(before, after);
  const budget = { left: MOST_DIFF_LENGTH };
  const files = changed.slice(0, MOST_FILES).map(({ path, change }) => {
    const [old, young] = [before, after].map(
      side => side.find(file => file.path === path)?.content ?? Buffer.alloc(0),
    );
    return { path, change, diff: unified(path, old, young, budget) };
  });
  return { files, fileCount: changed.length };
}

/** Nothing when a file is no text, or too large, or the whole would become so. */
function unified(
  path: string,
  old: Buffer,
  young: Buffer,
  budget: { left: number },
): string | undefined {
  const isShown = [old, young].every(
    content => content.length <= MOST_FILE_BYTES && !content.includes(0),
  );
  if (!isShown || budget.left <= 0) return undefined;
  const diff = createTwoFilesPatch(
    path,
    path,
    old.toString('utf8'),
    young.toString('utf8'),
    '',
    '',
    { context: 3, timeout: MOST_TIME_MS },
  );
  if (diff === undefined || diff.length > budget.left) return undefined;
  budget.left -= diff.length;
  return diff;
}
