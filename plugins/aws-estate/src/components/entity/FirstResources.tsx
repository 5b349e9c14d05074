// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityResource } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountLabel,
  NarrowTable,
} from '@groundwork/backstage-plugin-groundwork-react';
import { useEstateAccounts } from '../../hooks/useEstateAccounts';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';
import { Via } from '../resources/Belonging';

/** A few resources, each with its type, its place and its way to the entity. */
export function FirstResources(props: {
  resources: readonly EntityResource[];
}) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  const { nameOf } = useEstateAccounts();
  return (
    <NarrowTable
      label={t('entity.first')}
      columns={[t('entity.resource'), t('column.target')]}
      rows={props.resources.map(resource => ({
        key: resource.arn,
        cells: [
          <span key="name" className={styles.lines}>
            <span title={resource.arn}>{resource.name}</span>
            <span className={styles.detail}>{resource.resourceType}</span>
            {resource.via && <Via entityRef={resource.via} />}
          </span>,
          <AccountLabel
            key="account"
            accountId={resource.accountId}
            region={resource.region}
            name={nameOf(resource.accountId)}
          />,
        ],
      }))}
    />
  );
}
