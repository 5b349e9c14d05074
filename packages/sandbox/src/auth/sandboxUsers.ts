// SPDX-License-Identifier: Apache-2.0

/** The people one can be in the sandbox; their groups are in the sample catalog. @public */
export const SANDBOX_USERS = [
  'user:default/rita.meyer',
  'user:default/amir.haddad',
  'user:default/lena.sorensen',
  'user:default/sol.okafor',
  'user:default/vic.tanaka',
] as const;

/** The request header that names the person. @public */
export const SANDBOX_USER_HEADER = 'x-groundwork-sandbox-user';
