// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** What the gate of the sandbox reads each time it is asked. */
export const GATE_FILE = resolve(
  __dirname,
  '../../../../test-results/gate.json',
);

/** Why the gate is closed to an account. */
export interface ClosedGate {
  accountId: string;
  checkId: string;
  status: string;
  remedies: string[];
}

/** Closes the gate to these accounts, and opens it to all others. */
export function setGate(closed: ClosedGate[]) {
  mkdirSync(dirname(GATE_FILE), { recursive: true });
  writeFileSync(GATE_FILE, JSON.stringify({ closed }));
}
