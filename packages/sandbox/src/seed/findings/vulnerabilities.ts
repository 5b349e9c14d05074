// SPDX-License-Identifier: Apache-2.0
import { FindingSeverity } from './types';

/** A vulnerability as Inspector tells of it. */
export interface Vulnerability {
  packageName: string;
  installed: string;
  fixed: string;
  severity: FindingSeverity;
  /** CVSS 3.1 base score. */
  score: number;
}

/** CVE id → vulnerability. */
export const VULNERABILITIES: Record<string, Vulnerability> = {
  'CVE-2024-3094': {
    packageName: 'xz-utils',
    installed: '5.6.0',
    fixed: '5.6.1+really5.4.5',
    severity: 'CRITICAL',
    score: 10,
  },
  'CVE-2023-44487': {
    packageName: 'nghttp2',
    installed: '1.52.0',
    fixed: '1.57.0',
    severity: 'HIGH',
    score: 7.5,
  },
  'CVE-2023-5363': {
    packageName: 'openssl',
    installed: '3.0.11',
    fixed: '3.0.12',
    severity: 'MEDIUM',
    score: 5.9,
  },
};
