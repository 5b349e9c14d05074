// SPDX-License-Identifier: Apache-2.0
import { mockCredentials } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { requireEntity } from './requireEntity';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders', namespace: 'default' },
};

describe('requireEntity', () => {
  it('reads as the caller, and does not tell hidden from absent', async () => {
    const catalog = catalogServiceMock({ entities: [entity] });
    const read = jest.spyOn(catalog, 'getEntityByRef');
    const credentials = mockCredentials.user();
    const found = await requireEntity(
      catalog,
      'component:default/orders',
      credentials,
    );
    expect(found.metadata.name).toBe('orders');
    expect(read).toHaveBeenCalledWith('component:default/orders', {
      credentials,
    });
    await expect(
      requireEntity(catalog, 'component:default/secret', credentials),
    ).rejects.toMatchObject({
      name: 'NotFoundError',
      message:
        'There is no entity component:default/secret in the catalog, or you may not see it',
    });
  });
});
