// SPDX-License-Identifier: Apache-2.0
import styles from './AccountLabel.module.css';

/**
 * Props of {@link AccountLabel}.
 *
 * @public
 */
export interface AccountLabelProps {
  accountId: string;
  /** The account's name, where it is known. */
  name?: string;
  region?: string;
}

/**
 * An AWS account: its name, and its id in digits that can be compared.
 *
 * @public
 */
export function AccountLabel({ accountId, name, region }: AccountLabelProps) {
  return (
    <span className={styles.account}>
      {name && <span>{name}</span>}
      <span className={name ? styles.detail : styles.alone}>
        <span className={styles.id}>{accountId}</span>
        {region && <span>{region}</span>}
      </span>
    </span>
  );
}
