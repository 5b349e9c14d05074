// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type Environment,
  environmentSchema,
} from '@groundwork/backstage-plugin-groundwork-common';

const KEY = 'groundwork.stacks.changeRecord';

/** `groundwork.stacks.changeRecord`: what has to be said of a change. */
export interface ChangeRecordConfig {
  /** Environments in which a run needs a ticket. */
  required: readonly Environment[];
  /** What a ticket id looks like. */
  ticketPattern?: RegExp;
  /** Address of a ticket, with `{ticket}` in it. */
  ticketUrl?: string;
}

/** Reads {@link ChangeRecordConfig}; nothing is asked for where nothing is set. */
export function readChangeRecordConfig(root: Config): ChangeRecordConfig {
  const config = root.getOptionalConfig(KEY);
  return {
    required: (config?.getOptionalStringArray('required') ?? []).map(
      readEnvironment,
    ),
    ticketPattern: readPattern(config?.getOptionalString('ticketPattern')),
    ticketUrl: readUrl(config?.getOptionalString('ticketUrl')),
  };
}

function readEnvironment(text: string): Environment {
  const environment = environmentSchema.safeParse(text);
  if (environment.success) return environment.data;
  throw new InputError(
    `${KEY}.required has ${text}; it may have production, staging and development`,
  );
}

/** The whole id has to fit, not a part of it. */
function readPattern(text: string | undefined): RegExp | undefined {
  if (text === undefined) return undefined;
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    throw new InputError(
      `${KEY}.ticketPattern is not a regular expression: ${text}`,
    );
  }
}

function readUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const isAddress =
    URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (isAddress && text.includes('{ticket}')) return text;
  throw new InputError(
    `${KEY}.ticketUrl must be an http or https address with {ticket} in it, got ${text}`,
  );
}
