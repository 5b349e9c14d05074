// SPDX-License-Identifier: Apache-2.0
import type { ConfigApi } from '@backstage/frontend-plugin-api';

/** A person one can sign in as in the sandbox. */
export interface SandboxUser {
  ref: string;
  name: string;
  role: string;
}

/** Whether this installation works on an emulated estate. */
export function isSandbox(config: ConfigApi): boolean {
  return config.getOptionalBoolean('groundwork.sandbox.enabled') ?? false;
}

/** The people of the sandbox; none outside it. */
export function readSandboxUsers(config: ConfigApi): SandboxUser[] {
  if (!isSandbox(config)) return [];
  const users = config.getOptionalConfigArray('groundwork.sandbox.users') ?? [];
  return users.map(user => ({
    ref: user.getString('ref'),
    name: user.getString('name'),
    role: user.getString('role'),
  }));
}
