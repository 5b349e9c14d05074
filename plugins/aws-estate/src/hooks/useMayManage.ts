// SPDX-License-Identifier: Apache-2.0
import { usePermission } from '@backstage/plugin-permission-react';
import { estateManagePermission } from '@groundwork/backstage-plugin-groundwork-common';

/** Whether the person who looks may sweep, test and accept; the backend decides again when it is asked to. */
export function useMayManage() {
  const { allowed, loading } = usePermission({
    permission: estateManagePermission,
  });
  return {
    mayManage: allowed,
    /** Known to be refused: while it is asked nothing is said. */
    isDenied: !allowed && !loading,
    permission: estateManagePermission.name,
  };
}
