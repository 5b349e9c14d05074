// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SHOWN_LINES = 20;
// Backstage prints "<time> <plugin> <level> <message>", bundler and Node begin a line with the kind of error.
const LEVEL = /^\S+ \S+ (warn|error) /;
const ERROR = /^\s*(\[?error\]?\b|\w*error:|uncaught|unhandled)/i;

// A log file is read by people and by grep: colours only hinder there.
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

export function withoutColours(text) {
  return text.replace(COLOURS, '');
}

export function isNoteworthy(line) {
  return LEVEL.test(line) || ERROR.test(line);
}

/** Calls back for each whole line of a stream of text. */
export function splitLines(onLine) {
  let rest = '';
  return text => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop();
    lines.forEach(line => onLine(line));
  };
}

/** Keeps all that a process prints in its log file, and shows on the terminal what is worth a look: each line once. */
export function createOutput({
  name,
  folder,
  verbose = false,
  print = text => process.stdout.write(`${text}\n`),
}) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.log`);
  const log = openSync(path, 'w');
  const shown = new Set();
  const show = line => {
    const text = line.replace(/^\d{4}-\d\d-\d\dT\S+ /, '');
    if (shown.has(text) || shown.size > SHOWN_LINES) return;
    shown.add(text);
    print(
      shown.size > SHOWN_LINES
        ? `[${name}] more in ${path}`
        : `[${name}] ${text}`,
    );
  };
  const onLine = line => {
    if (verbose) print(`[${name}] ${line}`);
    else if (isNoteworthy(line)) show(line);
  };
  const split = splitLines(onLine);
  return {
    path,
    write(coloured) {
      const text = withoutColours(coloured);
      writeSync(log, text);
      split(text);
    },
  };
}
