// SPDX-License-Identifier: Apache-2.0
import {
  parseLocationRef,
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { Stack } from '@groundwork/backstage-plugin-groundwork-common';
import { STACK_ID, aStack } from './__testUtils__/stacks';
import { stackEntity } from './stackEntity';

const APP = 'http://localhost:3000';

describe('stackEntity', () => {
  it('makes a Resource that is owned, part of its system, and depends on the stacks that feed it', async () => {
    const keyRef = 'resource:default/kms-orders-development';
    const entity = stackEntity(
      aStack({
        layer: 'data-lake',
        name: 'events',
        system: 'system:default/orders',
        description: 'Events of the order service',
        dependsOn: [
          { stackId: STACK_ID, entityRef: keyRef },
          { stackId: STACK_ID, entityRef: keyRef },
        ],
      }),
      APP,
    );
    const page = `${APP}/aws-stacks/stacks/${STACK_ID}`;
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'data-lake-events-development',
        title: 'events (data-lake, development)',
        description: 'Events of the order service',
        annotations: {
          'backstage.io/managed-by-location': `url:${page}`,
          'backstage.io/managed-by-origin-location': `url:${page}`,
          'backstage.io/techdocs-ref': `url:groundwork-stack://${STACK_ID}/`,
          'groundwork.dev/stack-id': STACK_ID,
          'groundwork.dev/layer': 'data-lake',
          'groundwork.dev/target': '111111111113/eu-west-1',
          'groundwork.dev/engine': 'terraform',
          'groundwork.dev/drift': 'in-sync',
        },
        links: [{ url: page, title: 'Stack', icon: 'cloud', type: 'stack' }],
        tags: ['data-lake', 'development', 'terraform'],
      },
      spec: {
        type: 'aws-stack',
        owner: 'group:default/orders-team',
        system: 'system:default/orders',
        dependsOn: [keyRef],
      },
    });
    await expect(resourceEntityV1alpha1Validator.check(entity)).resolves.toBe(
      true,
    );
  });

  it('says how the stack stands against its source, unknown too', () => {
    const driftOf = (drift: Stack['drift']) =>
      stackEntity(aStack({ drift }), APP).metadata.annotations?.[
        'groundwork.dev/drift'
      ];
    expect(driftOf({ state: 'drifted', resources: 2 })).toBe('drifted');
    expect(driftOf({ state: 'unknown', resources: 0 })).toBe('unknown');
  });

  it('is the entity that the stack names', () => {
    const stack = aStack();
    expect(stringifyEntityRef(stackEntity(stack, APP))).toBe(stack.entityRef);
  });

  it('refers to documentation by an address that is a location, and to none before there is a source', () => {
    const ref = stackEntity(aStack(), APP).metadata.annotations!;
    expect(parseLocationRef(ref['backstage.io/techdocs-ref'])).toEqual({
      type: 'url',
      target: `groundwork-stack://${STACK_ID}/`,
    });
    const broken = aStack({
      status: 'needs-attention',
      sourceDigest: undefined,
    });
    expect(stackEntity(broken, APP).metadata).toMatchObject({
      description: 'Layer kms in 111111111113/eu-west-1, made with terraform',
      annotations: expect.not.objectContaining({
        'backstage.io/techdocs-ref': expect.anything(),
      }),
    });
  });
});
