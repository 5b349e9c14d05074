// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';
import { listOf, readPolicy } from '../plan/policyDocument';
import {
  type ResourceView,
  changedResources,
  shownOf,
} from '../plan/ResourceView';
import { type Objection, defineRule } from './Rule';

/** Where policies of identities stand. Policies of resources are about that resource alone. */
const POLICY_PATHS: Readonly<Record<string, RegExp>> = {
  aws_iam_group_policy: /^policy$/,
  aws_iam_policy: /^policy$/,
  aws_iam_role: /^inline_policy\.\d+\.policy$/,
  aws_iam_role_policy: /^policy$/,
  aws_iam_user_policy: /^policy$/,
  aws_ssoadmin_permission_set_inline_policy: /^inline_policy$/,
  'AWS::IAM::Group': /^Policies\.\d+\.PolicyDocument(?=$|\.)/,
  'AWS::IAM::GroupPolicy': /^PolicyDocument(?=$|\.)/,
  'AWS::IAM::ManagedPolicy': /^PolicyDocument(?=$|\.)/,
  'AWS::IAM::Policy': /^PolicyDocument(?=$|\.)/,
  'AWS::IAM::Role': /^Policies\.\d+\.PolicyDocument(?=$|\.)/,
  'AWS::IAM::RolePolicy': /^PolicyDocument(?=$|\.)/,
  'AWS::IAM::User': /^Policies\.\d+\.PolicyDocument(?=$|\.)/,
  'AWS::IAM::UserPolicy': /^PolicyDocument(?=$|\.)/,
};

/** Where managed policies are attached by their ARN. */
const ATTACHED =
  /^(policy_arn|managed_policy_arns?(\.\d+)?|ManagedPolicyArns(\.\d+)?)$/;
const WILD_MANAGED =
  /:iam::aws:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)\b/;
const WILD_ACTION = /^(\*|\*:\*|[a-z0-9-]+:\*)$/i;

const FIX =
  'Name the actions that are called and the ARNs they are called on; start from what IAM Access Analyzer has seen';

const optionsSchema = z.strictObject({
  /** Services all of whose actions may be allowed on everything, for example `cloudwatch`. */
  exceptServices: z.array(z.string().regex(/^[a-z0-9-]+$/)).default([]),
});

/** No policy of a role, user or group allows everything of a service on everything. */
export const noWildcardIam = defineRule({
  id: 'no-wildcard-iam',
  levels: { development: 'advisory', staging: 'soft', production: 'hard' },
  options: optionsSchema,
  check: ({ plan }, { exceptServices }) =>
    changedResources(plan).flatMap(view => [
      ...policiesOf(view, exceptServices),
      ...attachedTo(view),
    ]),
});

function policiesOf(
  view: ResourceView,
  exceptServices: readonly string[],
): Objection[] {
  const { address, type } = view.change;
  const pattern = POLICY_PATHS[type];
  if (!pattern) return [];
  const paths = view.change.attributes.flatMap(
    ({ path }) => pattern.exec(path)?.[0] ?? [],
  );
  return [...new Set(paths)].flatMap((path): Objection[] => {
    const policy = readPolicy(view, path);
    if (policy.kind === 'none') return [];
    if (policy.kind === 'unreadable') return [notRead(view, policy.because)];
    const wild = policy.statements.flatMap(
      each => wildness(each, exceptServices) ?? [],
    );
    if (wild.length === 0) return [];
    return [{ address, message: [...new Set(wild)].join('; '), fix: FIX }];
  });
}

/** A policy with the ARN of what is made by the same plan is not known yet: a person looks, and none is stopped for good. */
function notRead({ change }: ResourceView, because: string): Objection {
  return {
    address: change.address,
    message: `Whether its policy has wildcards could not be checked: ${because}`,
    fix: 'Build the ARNs in the policy from the names of the layer, so that the plan shows them, or look at the policy in the source',
    atMost: 'soft',
  };
}

/** Why a statement allows too much. In a changed policy what is not shown stays as it is, and may be a wildcard. */
function wildness(
  statement: JsonObject,
  exceptServices: readonly string[],
): string | undefined {
  const { Effect, Action, NotAction, Resource, NotResource } = statement;
  if (Effect === 'Deny') return undefined;
  if (NotAction !== undefined) {
    return `It allows all actions but ${words(NotAction)} (NotAction)`;
  }
  const actions = listOf(Action).filter(each =>
    isWildAction(each, exceptServices),
  );
  const isUnseen = Resource === undefined && NotResource === undefined;
  const onAll = NotResource !== undefined || listOf(Resource).includes('*');
  if (actions.length > 0 && onAll) {
    return `It allows ${words(actions)} on everything`;
  }
  if (actions.length > 0 && isUnseen) {
    return `It allows ${words(
      actions,
    )}; on what, the plan does not show, because that stays as it is`;
  }
  return Action === undefined && onAll
    ? 'It allows on everything what it allowed before; which actions, the plan does not show'
    : undefined;
}

function isWildAction(
  action: JsonValue,
  exceptServices: readonly string[],
): boolean {
  if (typeof action !== 'string' || !WILD_ACTION.test(action)) return false;
  return !exceptServices.includes(action.split(':')[0].toLowerCase());
}

function words(value: JsonValue): string {
  return listOf(value)
    .map(each => (typeof each === 'string' ? each : JSON.stringify(each)))
    .join(', ');
}

function attachedTo(view: ResourceView): Objection[] {
  if (!/^(aws_iam_|aws_ssoadmin_|AWS::IAM::)/.test(view.change.type)) return [];
  const wild = view
    .matching(ATTACHED)
    .flatMap(
      ({ known }) =>
        WILD_MANAGED.exec(JSON.stringify(shownOf(known) ?? ''))?.[1] ?? [],
    );
  if (wild.length === 0) return [];
  return [
    {
      address: view.change.address,
      message: `The policy ${wild.join(
        ', ',
      )} of AWS is attached, which allows nearly everything`,
      fix: FIX,
    },
  ];
}
