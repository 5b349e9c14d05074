// SPDX-License-Identifier: Apache-2.0
import { ENGINES, engineOf } from '../layer/engines';
import type { Layer } from '../layer/Layer';
import type { Workspace } from '../layer/Workspace';
import { oneEngineCanonical } from '../shared/expected';
import { type Finding, type Rule, findingAt, missing } from './Rule';

const FILE = 'layer.yaml';

/** The engines are those that are planned, and there is a form for them. */
function listFindings(layer: Layer, workspace: Workspace): Finding[] {
  const { id, engines } = layer;
  const planned = workspace.catalogue.get(id)?.engines ?? engines;
  const at = (message: string) => findingAt(layer, FILE, 'engines:', message);
  const findings: Finding[] = [];
  if ([...engines].sort().join() !== [...planned].sort().join()) {
    const message = `write "engines: [${planned.join(
      ', ',
    )}]", or plan others in packages/layer-kit/data/layers.yaml`;
    findings.push(at(message));
  }
  const canonical = oneEngineCanonical(layer);
  if (canonical !== undefined && !workspace.shared.has(canonical)) {
    const message = `write _shared/${canonical}: what a form of this engine alone has in the place of the regions that speak of both`;
    findings.push(at(message));
  }
  return findings;
}

/** The parts that resources make; a section of the runbook or a check is no matter of an engine. */
function madeParts({ manifest }: Layer): string[] {
  const purposes = (manifest?.resources ?? []).map(({ purpose }) => purpose);
  return Object.entries(manifest?.parts ?? {})
    .filter(([, answer]) => purposes.includes(answer))
    .map(([part]) => part);
}

/** A layer has the engines that are planned. Of another one it has no file, and says why of each part. */
export const enginesAgree: Rule = {
  id: 'enginesAgree',
  check(layer, workspace) {
    const { manifest, files, engines } = layer;
    if (!manifest) return [];
    const absent = ENGINES.filter(engine => !engines.includes(engine));
    const unsaid = absent.flatMap(engine => {
      const said = (manifest.without[engine] ?? []).map(({ part }) => part);
      return missing(said, madeParts(layer)).map(part => {
        const message = `say under "without" why ${engine} does not make "${part}"`;
        return findingAt(layer, FILE, 'without:', message);
      });
    });
    const strange = [...files.keys()].flatMap(file => {
      const engine = absent.find(other => other === engineOf(file));
      if (engine === undefined) return [];
      const message = `take it out, or list ${engine} under "engines" of ${FILE}`;
      return [{ file, message }];
    });
    return [...listFindings(layer, workspace), ...unsaid, ...strange];
  },
};
