// SPDX-License-Identifier: Apache-2.0
import {
  SEVERITIES,
  type Severity,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type RemixiconComponentType,
  RiAlarmWarningFill,
  RiAlertLine,
  RiArrowDownLine,
  RiErrorWarningLine,
  RiInformationLine,
} from '@remixicon/react';

/** The most severe first, as lists are sorted. */
export const MOST_SEVERE_FIRST: readonly Severity[] = [...SEVERITIES].reverse();

/** The icon of each severity; no two look alike without their colour. */
export const SEVERITY_ICONS: Record<Severity, RemixiconComponentType> = {
  critical: RiAlarmWarningFill,
  high: RiErrorWarningLine,
  medium: RiAlertLine,
  low: RiArrowDownLine,
  informational: RiInformationLine,
};
