// SPDX-License-Identifier: Apache-2.0
import { Link, useSidebarOpenState } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { isSandbox } from '../sandbox/sandboxConfig';
import { LogoFull, LogoMark } from './Logo';
import styles from './Logo.module.css';

/** The logo at the top of the sidebar, which leads to the catalog. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  const place = isSandbox(useApi(configApiRef))
    ? styles.sidebarBelowBanner
    : styles.sidebar;
  return (
    <div className={place}>
      <Link to="/" underline="none" aria-label="Groundwork, to the catalog">
        {isOpen ? <LogoFull onDark /> : <LogoMark onDark />}
      </Link>
    </div>
  );
}
