// SPDX-License-Identifier: Apache-2.0
import styles from './Page.module.css';

/** A JSON value as one reads it: text as it is, everything else as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? '';
}

/** A value in a fixed-width font. */
export function Value(props: { value: unknown }) {
  return <code className={styles.mono}>{valueText(props.value)}</code>;
}
