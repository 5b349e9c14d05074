// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { PolicyReview } from '@groundwork/backstage-plugin-groundwork-common';
import { RelativeTime } from '@groundwork/backstage-plugin-groundwork-react';
import { awsStacksTranslationRef } from '../../translation';
import styles from './RunPolicy.module.css';

/** Who let the plan go on against the policies, when, and why. */
export function PolicyOverride(props: {
  override: NonNullable<PolicyReview['override']>;
}) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const { userRef, reason, at } = props.override;
  return (
    <div className={styles.override} role="note">
      <div>
        {t('policy.overridden')} <EntityRefLink entityRef={userRef} />,{' '}
        <RelativeTime instant={at} />
      </div>
      <div className={styles.fix}>“{reason}”</div>
    </div>
  );
}
