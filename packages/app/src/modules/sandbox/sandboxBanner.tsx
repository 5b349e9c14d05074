// SPDX-License-Identifier: Apache-2.0
import {
  AppRootElementBlueprint,
  configApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { RiFlaskLine } from '@remixicon/react';
import { isSandbox } from './sandboxConfig';
import styles from './SandboxBanner.module.css';

/** Says on every page, sign-in included, that nothing here is real. It cannot be dismissed. */
export function SandboxBanner() {
  if (!isSandbox(useApi(configApiRef))) return null;
  return (
    <aside className={styles.banner} aria-label="Sandbox">
      <RiFlaskLine size={16} aria-hidden="true" />
      <span>
        <strong>Sandbox.</strong> Everything here runs on an emulated AWS
        estate. No account, no resource and no person is real.
      </span>
    </aside>
  );
}

/** The banner's place: the root of the app, outside all pages. */
export const sandboxBanner = AppRootElementBlueprint.make({
  name: 'sandbox-banner',
  params: { element: <SandboxBanner /> },
});
