// SPDX-License-Identifier: Apache-2.0

/** The account that owns the emulated organization. @public */
export const MANAGEMENT_ACCOUNT_ID = '100000000000';

/** The Regions the sandbox's accounts use. @public */
export const SANDBOX_REGIONS = ['us-east-1', 'eu-west-1'] as const;

/** A Region the sandbox uses. @public */
export type SandboxRegion = (typeof SANDBOX_REGIONS)[number];

/** The estate an account belongs to. @public */
export type EstateId =
  | 'ai-core'
  | 'auterity'
  | 'wh-ephemeris'
  | 'healthy'
  | 'management';

/** An account of the emulated organization. @public */
export interface SandboxAccount {
  accountId: string;
  name: string;
  estate: EstateId;
  environment: 'production' | 'staging' | 'development';
  /** Entity ref of the group that owns it. */
  owner: string;
}

function estateAccounts(
  estate: EstateId,
  prefix: string,
  owner: string,
): SandboxAccount[] {
  const environments = ['production', 'staging', 'development'] as const;
  return environments.map((environment, index) => ({
    accountId: `${prefix}${index + 1}`,
    name: `${estate}-${environment}`,
    estate,
    environment,
    owner,
  }));
}

/** Every member account; the management account is {@link MANAGEMENT_ACCOUNT_ID}. @public */
export const SANDBOX_ACCOUNTS: SandboxAccount[] = [
  ...estateAccounts('ai-core', '11111111111', 'group:default/ai-core-team'),
  ...estateAccounts('auterity', '22222222222', 'group:default/auterity-team'),
  ...estateAccounts(
    'wh-ephemeris',
    '33333333333',
    'group:default/ephemeris-team',
  ),
  {
    accountId: '444444444441',
    name: 'healthy-production',
    estate: 'healthy',
    environment: 'production',
    owner: 'group:default/platform-engineering',
  },
];
