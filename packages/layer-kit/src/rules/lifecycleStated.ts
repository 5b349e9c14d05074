// SPDX-License-Identifier: Apache-2.0
import { type Finding, type Rule, findingAt } from './Rule';

/** The layer says what AWS has closed, ended or renamed, and what to take instead. */
export const lifecycleStated: Rule = {
  id: 'lifecycleStated',
  check(layer, workspace) {
    const { manifest } = layer;
    if (!manifest) return [];
    const { status, since, successor, advice } = manifest.lifecycle;
    const at = (message: string) =>
      findingAt(layer, 'layer.yaml', 'lifecycle:', message);
    const findings: Finding[] = [];
    const planned = workspace.catalogue.get(layer.id)?.lifecycle;
    if (planned?.advice !== undefined && advice === undefined) {
      findings.push(at(`add "advice"; what is known: ${planned.advice}`));
    }
    if (status !== 'active' && since === undefined) {
      findings.push(at(`add "since": the day from which it is ${status}`));
    }
    if (status !== 'active' && successor === undefined) {
      findings.push(at('add "successor": what a new stack uses instead'));
    }
    return findings;
  },
};
