// SPDX-License-Identifier: Apache-2.0

/** Ports of the browser tests, so that they run beside a sandbox somebody works with. */
export const PORTS = {
  app: 13000,
  backend: 13007,
  emulator: 13099,
} as const;

export const BACKEND_URL = `http://localhost:${PORTS.backend}`;
export const EMULATOR_URL = `http://localhost:${PORTS.emulator}`;
export const CONTROL_URL = `http://localhost:${PORTS.emulator + 1}`;
