// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Approval } from '@groundwork/backstage-plugin-groundwork-common';
import { awsStacksTranslationRef } from '../../translation';

/** A group or person without what all of them begin with. */
function shortRef(entityRef: string): string {
  return entityRef.replace(/^(group|user):(default\/)?/, '');
}

/** Who may approve, in words; `undefined` when nobody in particular is named. */
export function useApproverWords(): (
  approval: Pick<Approval, 'approvers'>,
) => string | undefined {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  return ({ approvers }) => {
    if (approvers.length === 0) return undefined;
    return approvers
      .map(
        list =>
          list.map(shortRef).join(t('approvals.or')) || t('approvals.nobody'),
      )
      .join(t('approvals.and'));
  };
}
