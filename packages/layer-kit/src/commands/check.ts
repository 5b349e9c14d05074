// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { lineOf } from '../layer/files';
import { type Layer, SAMPLE } from '../layer/Layer';
import { type Workspace, readLayers } from '../layer/Workspace';
import { rules } from '../rules';
import { type Finding } from '../rules/Rule';
import { expectedIndex, freshOverview } from '../shared/expected';

/** A finding and where it was made. */
export interface Problem extends Finding {
  layer: string;
  rule: string;
}

/** What a check found. */
export interface CheckResult {
  layers: number;
  /** How many rules held, summed over the layers. */
  passed: number;
  problems: Problem[];
}

async function checkLayer(
  layer: Layer,
  workspace: Workspace,
): Promise<{ passed: number; problems: Problem[] }> {
  const results = await Promise.all(
    rules.map(async rule => {
      const findings = await rule.check(layer, workspace);
      return findings.map(finding => ({
        ...finding,
        layer: layer.id,
        rule: rule.id,
      }));
    }),
  );
  return {
    passed: results.filter(findings => findings.length === 0).length,
    problems: results.flat(),
  };
}

/** The files that list all layers. */
async function checkIndex(
  workspace: Workspace,
  layers: readonly Layer[],
): Promise<Problem[]> {
  const read = (name: string) =>
    readFile(path.join(workspace.root, name), 'utf8').catch(() => '');
  const overview = await read('README.md');
  const listed = layers.filter(({ id }) => id !== SAMPLE.id);
  const stale = [
    [
      'catalog-info.yaml',
      await read('catalog-info.yaml'),
      expectedIndex(workspace),
    ],
    ['README.md', overview, freshOverview(overview, listed)],
  ].filter(([, text, fresh]) => text !== fresh);
  return stale.map(([file = '', text]) => ({
    layer: 'templates',
    rule: 'indexFresh',
    file: `../${file}`,
    line: lineOf(text, /targets:|<!-- <layers> -->/),
    message: 'does not list each layer as it is; run "yarn layers sync"',
  }));
}

/** Holds layers to the rules: those that were named, or all. */
export async function check(
  workspace: Workspace,
  only: readonly string[] = [],
): Promise<CheckResult> {
  const layers = await readLayers(workspace, only);
  const results = await Promise.all(
    layers.map(layer => checkLayer(layer, workspace)),
  );
  const index = only.length > 0 ? [] : await checkIndex(workspace, layers);
  return {
    layers: layers.length,
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    problems: [...results.flatMap(({ problems }) => problems), ...index],
  };
}
