// SPDX-License-Identifier: Apache-2.0
import styles from './Logo.module.css';

/** Groundwork's mark: layers on the ground. `onDark` is for surfaces that are dark in both themes. */
export function LogoMark(props: { onDark?: boolean }) {
  return (
    <svg
      className={props.onDark ? styles.onDark : styles.mark}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <path className={styles.layer} d="M16 2.5 28.5 9 16 15.5 3.5 9Z" />
      <path
        className={styles.layer}
        opacity=".65"
        d="m3.5 14.5 12.5 6.5 12.5-6.5v3.6L16 24.6 3.5 18.1Z"
      />
      <path
        className={styles.ground}
        d="m3.5 21.5 12.5 6.5 12.5-6.5v3L16 31 3.5 24.5Z"
      />
    </svg>
  );
}

/** The mark with the name beside it. */
export function LogoFull(props: { onDark?: boolean }) {
  return (
    <span className={props.onDark ? styles.fullOnDark : styles.full}>
      <LogoMark onDark={props.onDark} />
      <span className={styles.name}>Groundwork</span>
    </span>
  );
}
