// SPDX-License-Identifier: Apache-2.0
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type Permission,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  accountUsePermission,
  estateManagePermission,
  estateReadPermission,
  findingReadPermission,
  stackApprovePermission,
  stackCancelPermission,
  stackPlanPermission,
  stackApplyPermission,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import { RolesPolicy } from './RolesPolicy';

const policy = RolesPolicy.fromConfig(
  mockServices.rootConfig({
    data: {
      groundwork: {
        permissions: {
          engineers: ['group:default/Engineering'],
          approvers: ['group:default/approval'],
          operators: ['group:default/on-call'],
        },
      },
    },
  }),
);

const people = {
  engineer: ['user:default/a', 'group:default/engineering'],
  approver: ['user:default/b', 'group:default/approval'],
  operator: ['user:default/c', 'group:default/on-call'],
  viewer: ['user:default/d'],
};

function decide(person: keyof typeof people, permission: Permission) {
  const ownershipEntityRefs = people[person];
  const userEntityRef = ownershipEntityRefs[0];
  return policy.handle(
    { permission },
    {
      credentials: mockCredentials.user(userEntityRef),
      info: { userEntityRef, ownershipEntityRefs },
    },
  );
}

const { ALLOW, CONDITIONAL, DENY } = AuthorizeResult;

describe('RolesPolicy', () => {
  it.each([
    { permission: stackReadPermission, expected: [ALLOW, ALLOW, ALLOW, ALLOW] },
    {
      permission: estateReadPermission,
      expected: [ALLOW, ALLOW, ALLOW, ALLOW],
    },
    {
      permission: estateManagePermission,
      expected: [ALLOW, DENY, ALLOW, DENY],
    },
    {
      permission: findingReadPermission,
      expected: [ALLOW, ALLOW, ALLOW, ALLOW],
    },
    { permission: stackPlanPermission, expected: [ALLOW, DENY, DENY, DENY] },
    { permission: accountUsePermission, expected: [ALLOW, DENY, DENY, DENY] },
    {
      permission: stackApprovePermission,
      expected: [CONDITIONAL, ALLOW, DENY, DENY],
    },
    {
      permission: stackCancelPermission,
      expected: [ALLOW, ALLOW, ALLOW, DENY],
    },
    { permission: stackApplyPermission, expected: [DENY, DENY, ALLOW, DENY] },
    {
      permission: createPermission({
        name: 'scaffolder.task.create',
        attributes: { action: 'create' },
      }),
      expected: [ALLOW, DENY, DENY, DENY],
    },
    {
      permission: createPermission({
        name: 'catalog.entity.read',
        attributes: { action: 'read' },
      }),
      expected: [ALLOW, ALLOW, ALLOW, ALLOW],
    },
  ])(
    'decides $permission.name for engineer, approver, operator, viewer',
    async ({ permission, expected }) => {
      const decisions = await Promise.all([
        decide('engineer', permission),
        decide('approver', permission),
        decide('operator', permission),
        decide('viewer', permission),
      ]);
      expect(decisions.map(decision => decision.result)).toEqual(expected);
    },
  );

  it('lets engineers approve outside production only', async () => {
    await expect(decide('engineer', stackApprovePermission)).resolves.toEqual({
      result: CONDITIONAL,
      pluginId: 'aws-stacks',
      resourceType: 'groundwork-stack',
      conditions: {
        rule: 'IS_IN_ENVIRONMENT',
        resourceType: 'groundwork-stack',
        params: { environments: ['development', 'staging'] },
      },
    });
  });

  it.each([
    stackReadPermission,
    stackReadPermission,
    estateReadPermission,
    findingReadPermission,
  ])(
    'keeps $name to the groups it is told, when it is told',
    async permission => {
      const closed = RolesPolicy.fromConfig(
        mockServices.rootConfig({
          data: {
            groundwork: { permissions: { readers: ['group:default/r'] } },
          },
        }),
      );
      const user = (ownershipEntityRefs: string[]) => ({
        credentials: mockCredentials.user(ownershipEntityRefs[0]),
        info: { userEntityRef: ownershipEntityRefs[0], ownershipEntityRefs },
      });
      await expect(
        closed.handle(
          { permission },
          user(['user:default/a', 'group:default/r']),
        ),
      ).resolves.toEqual({ result: ALLOW });
      await expect(
        closed.handle({ permission }, user(['user:x/guest'])),
      ).resolves.toEqual({ result: DENY });
    },
  );

  it('denies a caller without identity everything', async () => {
    await expect(
      policy.handle({ permission: stackReadPermission }),
    ).resolves.toEqual({ result: DENY });
  });
});
