// SPDX-License-Identifier: Apache-2.0
import { entitySchemaValidator } from '@backstage/catalog-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { z } from 'zod';
import type { Layer } from '../layer/Layer';
import { type Finding, type Rule, findingAt } from './Rule';

const FILE = 'template.yaml';
const ACTIONS = [
  'fetch:template',
  'groundwork:project:complete',
  'groundwork:terraform:plan',
  'groundwork:cdk:plan',
];
const FETCHED = ['./skeleton/docs', './skeleton/${{ parameters.engine }}'];

const headSchema = z.looseObject({
  metadata: z.looseObject({ title: z.string().optional() }),
  spec: z.looseObject({ owner: z.string().optional() }),
});

const fetchSchema = z.looseObject({
  url: z.string(),
  templateFileExtension: z.literal(true),
});

async function invalid(entity: unknown): Promise<string | undefined> {
  try {
    const valid = entitySchemaValidator()(entity);
    if (await templateEntityV1beta3Validator.check(valid)) return undefined;
    return 'kind must be Template and apiVersion scaffolder.backstage.io/v1beta3';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function headFindings(layer: Layer): Finding[] {
  const { manifest, template } = layer;
  const head = headSchema.safeParse(template?.entity);
  if (!manifest || !head.success) return [];
  const { metadata, spec } = head.data;
  const findings: Finding[] = [];
  if (metadata.title !== manifest.title) {
    const message = `write "title: ${manifest.title}", as layer.yaml does`;
    findings.push(findingAt(layer, FILE, /^ {2}title:/, message));
  }
  if (spec.owner !== manifest.owner) {
    const message = `write "owner: ${manifest.owner}", as layer.yaml does`;
    findings.push(findingAt(layer, FILE, /^ {2}owner:/, message));
  }
  return findings;
}

function stepFindings(layer: Layer): Finding[] {
  const steps = layer.template?.steps ?? [];
  const findings = steps
    .filter(({ action }) => !ACTIONS.includes(action))
    .map(({ action }) =>
      findingAt(
        layer,
        FILE,
        `action: ${action}`,
        `take the action ${action} out; a layer has only ${ACTIONS.join(', ')}`,
      ),
    );
  const fetches = steps
    .filter(({ action }) => action === 'fetch:template')
    .map(({ input }) => fetchSchema.safeParse(input));
  const urls = fetches.map(({ data }) => data?.url).join(' ');
  if (urls !== FETCHED.join(' ')) {
    findings.push(
      findingAt(
        layer,
        FILE,
        'action: fetch:template',
        `have two fetch:template steps, of ${FETCHED.join(
          ' and ',
        )}, with templateFileExtension: true`,
      ),
    );
  }
  return findings;
}

/** `template.yaml` is an entity that the catalog takes, with the steps that each layer has. */
export const templateIsValidEntity: Rule = {
  id: 'templateIsValidEntity',
  async check(layer) {
    if (!layer.template) return [];
    const reason = await invalid(layer.template.entity);
    return [
      ...(reason === undefined ? [] : [{ file: FILE, message: reason }]),
      ...headFindings(layer),
      ...stepFindings(layer),
    ];
  },
};
