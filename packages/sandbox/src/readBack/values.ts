// SPDX-License-Identifier: Apache-2.0

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date);

/** The texts in a list; CloudFormation takes one for a list of one. */
export function texts(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.filter(item => typeof item === 'string');
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function parseJson(json: string): unknown {
  return JSON.parse(json);
}

/** A setting that was never made is an error of the service, and is nothing here. */
export async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /NotFound|NoSuch/.test(error.name)) {
      return undefined;
    }
    throw error;
  }
}

/** One line for a reading that failed. */
export function problemOf(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}`
    : `${error}`;
}
