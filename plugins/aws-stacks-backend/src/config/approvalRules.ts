// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  approvalRuleSchema,
  entityRefSchema,
  environmentSchema,
  runRiskSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const KEY = 'groundwork.stacks.approvals.rules';

/** Stands for the owner of the account in `groundwork.accounts`. */
export const ACCOUNT_OWNER = 'account-owner';

const approvalRuleConfigSchema = z
  .strictObject({
    when: z
      .strictObject({
        environments: z.array(environmentSchema).min(1).optional(),
        risks: z.array(runRiskSchema).min(1).optional(),
      })
      .default({}),
    rule: approvalRuleSchema,
    required: z.number().int().min(1).default(1),
    approvers: z
      .union([z.literal(ACCOUNT_OWNER), z.array(entityRefSchema).min(1)], {
        error: `must be ${ACCOUNT_OWNER} or a list of entity refs such as group:default/platform`,
      })
      .optional(),
  })
  .refine(({ rule, required }) => rule !== 'requester' || required === 1, {
    path: ['required'],
    error: 'must be 1 with the rule requester: only one person can agree',
  });

/** One of `groundwork.stacks.approvals.rules`: what is asked besides when a run is of this kind. */
export type ApprovalRuleConfig = z.infer<typeof approvalRuleConfigSchema>;

/** What nobody should decide alone in production. */
const DEFAULT_RULES: readonly ApprovalRuleConfig[] = [
  {
    when: { environments: ['production'], risks: runRiskSchema.options },
    rule: 'other',
    required: 2,
    approvers: ACCOUNT_OWNER,
  },
];

/** Reads the rules; an empty list is one, and leaves the rule of the environment alone. */
export function readApprovalRules(root: Config): readonly ApprovalRuleConfig[] {
  const entries = root.getOptional(KEY);
  if (entries === undefined) return DEFAULT_RULES;
  const parsed = z.array(approvalRuleConfigSchema).safeParse(entries);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue.path
    .map(part => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('');
  throw new InputError(`${KEY}${path} is not valid: ${issue.message}`);
}
