// SPDX-License-Identifier: Apache-2.0
import {
  type ImportTargets,
  type RunImport,
  importHintOf,
  runImportSchema,
  runImportsSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { useRef, useState } from 'react';

/** A resource as it is being written down. */
export interface ImportRow {
  key: number;
  to: string;
  id: string;
}

const EMPTY = { to: '', id: '' };

/** What is imported by an ARN, at the only free address of its type. */
export function rowOfArn(
  arn: string,
  targets: ImportTargets['targets'],
  taken: readonly string[],
): Pick<ImportRow, 'to' | 'id'> {
  const hint = importHintOf(arn);
  const free = targets.filter(
    ({ type, address }) => type === hint?.type && !taken.includes(address),
  );
  const to = free.length === 1 ? free[0].address : '';
  return { to, id: hint?.id ?? arn };
}

/** The rows of the dialog, and what they come to. */
export function useImportRows() {
  const next = useRef(1);
  const [rows, setRows] = useState<ImportRow[]>([{ key: 0, ...EMPTY }]);
  const add = (row: Pick<ImportRow, 'to' | 'id'> = EMPTY) => {
    const key = next.current;
    next.current += 1;
    setRows(before => [
      ...before.filter(({ to, id }) => row === EMPTY || to !== '' || id !== ''),
      { ...row, key },
    ]);
  };
  const change = (key: number, patch: Partial<ImportRow>) =>
    setRows(before =>
      before.map(row => (row.key === key ? { ...row, ...patch } : row)),
    );
  const remove = (key: number) =>
    setRows(before => before.filter(row => row.key !== key));
  return { rows, add, change, remove, ...resultOf(rows) };
}

function resultOf(rows: readonly ImportRow[]): {
  imports: RunImport[];
  isComplete: boolean;
  isTwice: boolean;
} {
  const imports = rows.map(({ to, id }) => ({ to: to.trim(), id }));
  const areValid = imports.every(
    each => runImportSchema.safeParse(each).success,
  );
  const areTogether = runImportsSchema.safeParse(imports).success;
  return {
    imports,
    isComplete: imports.length > 0 && areTogether,
    isTwice: areValid && !areTogether,
  };
}
