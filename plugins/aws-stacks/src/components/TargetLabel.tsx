// SPDX-License-Identifier: Apache-2.0
import type { Target } from '@groundwork/backstage-plugin-groundwork-common';
import { AccountLabel } from '@groundwork/backstage-plugin-groundwork-react';
import { useAccounts } from '../hooks/useAccounts';

/** Account and Region, the account by its name. */
export function TargetLabel({ target }: { target: Target }) {
  const { nameOf } = useAccounts();
  return (
    <AccountLabel
      accountId={target.accountId}
      region={target.region}
      name={nameOf(target.accountId)}
    />
  );
}
