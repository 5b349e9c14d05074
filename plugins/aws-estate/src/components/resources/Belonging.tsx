// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { EntityResource } from '@groundwork/backstage-plugin-groundwork-common';
import { awsEstateTranslationRef } from '../../translation';
import styles from '../Page.module.css';

/** The entity in between. */
export function Via({ entityRef }: { entityRef: string }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  return (
    <span>
      <span className={styles.detail}>{t('list.via')}</span>{' '}
      <EntityRefLink entityRef={entityRef} hideIcon disableTooltip />
    </span>
  );
}

/** Whose a resource is, which rule says so, and by which way it is listed here. */
export function Belonging({ resource }: { resource: EntityResource }) {
  const { t } = useTranslationRef(awsEstateTranslationRef);
  return (
    <span className={styles.lines}>
      {resource.owners.map(({ entityRef, rule }) => (
        <span key={entityRef} className={styles.lines}>
          {entityRef === resource.via ? (
            <Via entityRef={entityRef} />
          ) : (
            <EntityRefLink entityRef={entityRef} hideIcon disableTooltip />
          )}
          <span className={styles.detail}>{t(`rule.${rule}`)}</span>
        </span>
      ))}
      {resource.via &&
        !resource.owners.some(each => each.entityRef === resource.via) && (
          <Via entityRef={resource.via} />
        )}
    </span>
  );
}
