// SPDX-License-Identifier: Apache-2.0
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Environment } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type RemixiconComponentType,
  RiFlaskLine,
  RiGlobalLine,
  RiTestTubeLine,
} from '@remixicon/react';
import { groundworkReactTranslationRef } from '../translation';
import { type StatusTone, StatusBadge } from './StatusBadge';

const LOOKS: Record<Environment, [StatusTone, RemixiconComponentType]> = {
  production: ['warning', RiGlobalLine],
  staging: ['neutral', RiTestTubeLine],
  development: ['neutral', RiFlaskLine],
};

/**
 * Props of {@link EnvironmentBadge}.
 *
 * @public
 */
export interface EnvironmentBadgeProps {
  environment: Environment;
}

/**
 * An environment. Production stands out: that is where a mistake costs most.
 *
 * @public
 */
export function EnvironmentBadge({ environment }: EnvironmentBadgeProps) {
  const { t } = useTranslationRef(groundworkReactTranslationRef);
  const [tone, icon] = LOOKS[environment];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {t(`environment.${environment}`)}
    </StatusBadge>
  );
}
