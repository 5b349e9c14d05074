// SPDX-License-Identifier: Apache-2.0
import type { Layer } from '../layer/Layer';
import { type Finding, type Rule, findingAt, missing } from './Rule';

const RUNBOOK = 'skeleton/docs/runbook.md.njk';
const CHECK_ID = /^[a-z0-9]+(\.[a-z0-9-]+)+$/;

function answerFindings(layer: Layer, part: string, answer: string): Finding[] {
  const { manifest, files } = layer;
  const at = (message: string) => findingAt(layer, 'layer.yaml', part, message);
  const [, heading] = /^runbook: (.+)$/.exec(answer) ?? [];
  if (heading !== undefined) {
    return (files.get(RUNBOOK) ?? '').includes(`## ${heading}\n`)
      ? []
      : [at(`the runbook has no section "## ${heading}"`)];
  }
  const purposes = (manifest?.resources ?? []).map(({ purpose }) => purpose);
  if (purposes.includes(answer) || CHECK_ID.test(answer)) return [];
  return [
    at(
      `"${answer}" is no purpose (${purposes.join(
        ', ',
      )}), no check id and no "runbook: <heading>"`,
    ),
  ];
}

/** Each part that the layer is planned to have is made by a resource, seen by a check or told by the runbook. */
export const partsCovered: Rule = {
  id: 'partsCovered',
  check(layer, workspace) {
    const { manifest, id } = layer;
    if (!manifest) return [];
    const planned = workspace.catalogue.get(id);
    const parts = planned ? [...planned.parts, ...planned.also] : [];
    const answered = Object.keys(manifest.parts);
    const without = Object.values(manifest.without).flatMap(gaps =>
      (gaps ?? []).map(({ part }) => part),
    );
    const at = (where: string, message: string) =>
      findingAt(layer, 'layer.yaml', where, message);
    return [
      ...missing(answered, parts).map(part =>
        at('parts:', `say what makes the part "${part}"`),
      ),
      ...(planned ? missing(parts, answered) : []).map(part =>
        at(
          part,
          `"${part}" is no part of ${id} in packages/layer-kit/data/layers.yaml`,
        ),
      ),
      ...missing(answered, without).map(part =>
        at(part, `"${part}" under "without" is no part of the layer`),
      ),
      ...Object.entries(manifest.parts).flatMap(([part, answer]) =>
        answerFindings(layer, part, answer),
      ),
    ];
  },
};
