// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { InputError } from '@backstage/errors';

const DEFAULT_PORT = 4566;
const DEFAULT_CONTROL_PORT = 4567;

/** Options shared by the commands. */
export interface CliOptions {
  port: number;
  controlPort: number;
  data?: string;
  seed?: string;
  words: string[];
}

function parsePort(name: string, text: string | undefined, fallback: number) {
  if (text === undefined) return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InputError(`--${name} is ${text}; give a port from 0 to 65535.`);
  }
  return port;
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        port: { type: 'string' },
        control: { type: 'string' },
        'control-port': { type: 'string' },
        data: { type: 'string' },
        seed: { type: 'string' },
      },
    });
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : `${error}`);
  }
}

/** Reads `--port`, `--control-port` (or `--control`), `--data`, `--seed` and the words beside them. */
export function parseOptions(argv: string[]): CliOptions {
  const { values, positionals } = parse(argv);
  const control = values['control-port'] ?? values.control;
  return {
    port: parsePort('port', values.port, DEFAULT_PORT),
    controlPort: parsePort('control-port', control, DEFAULT_CONTROL_PORT),
    data: values.data,
    seed: values.seed,
    words: positionals,
  };
}
