// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { awsStacksTranslationRef } from '../../translation';
import styles from './Drift.module.css';

/** What nobody could compare, named: it is neither well nor not. */
export function UncheckedResources(props: { addresses: readonly string[] }) {
  const { t } = useTranslationRef(awsStacksTranslationRef);
  const count = props.addresses.length;
  if (count === 0) return null;
  return (
    <details>
      <summary>{t('drift.unchecked', { count })}</summary>
      <Text color="secondary">{t('drift.uncheckedHint')}</Text>
      <ul className={styles.unchecked}>
        {props.addresses.map(address => (
          <li key={address} className={styles.address}>
            {address}
          </li>
        ))}
      </ul>
    </details>
  );
}
