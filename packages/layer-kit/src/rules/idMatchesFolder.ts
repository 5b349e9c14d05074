// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { engineOf } from '../layer/engines';
import { SAMPLE } from '../layer/Layer';
import { type Finding, type Rule, findingAt } from './Rule';

const namedSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
});

/** The folder's name is the layer's id everywhere, and a layer that is planned. */
export const idMatchesFolder: Rule = {
  id: 'idMatchesFolder',
  check(layer, workspace) {
    const { id, manifest, template, files, engines } = layer;
    const findings: Finding[] = [];
    if (id !== SAMPLE.id && !workspace.catalogue.has(id)) {
      findings.push({
        file: 'layer.yaml',
        message: `${id} is no layer of packages/layer-kit/data/layers.yaml; rename the folder or add the layer there`,
      });
    }
    if (manifest && manifest.id !== id) {
      findings.push(
        findingAt(layer, 'layer.yaml', /^id:/, `write "id: ${id}"`),
      );
    }
    const entity = namedSchema.safeParse(template?.entity);
    if (entity.success && entity.data.metadata.name !== id) {
      const message = `write "name: ${id}" under metadata`;
      findings.push(findingAt(layer, 'template.yaml', /^ {2}name:/, message));
    }
    for (const file of [
      `skeleton/cdk/bin/${id}.ts`,
      `skeleton/cdk/lib/${id}-stack.ts`,
      `skeleton/cdk/test/${id}-stack.test.ts`,
      `skeleton/terraform/tests/${id}.tftest.hcl`,
    ]) {
      const engine = engineOf(file);
      const isDue = engine === undefined || engines.includes(engine);
      if (!isDue || files.has(file)) continue;
      findings.push({ file, message: 'is missing; files carry the id' });
    }
    return findings;
  },
};
