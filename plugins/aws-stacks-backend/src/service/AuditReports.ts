// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type AuditVerification,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import { auditCsvHeader, auditCsvLine } from '../rules/auditCsv';
import type { AuditChainStore, ChainHead } from '../store/AuditChainStore';
import { toEntry } from '../store/AuditStore';
import { AuditVerifier } from './AuditVerifier';
import type { Authorizer } from './Authorizer';

/** A period, and how its entries are written. */
export interface AuditExport {
  from?: string;
  to?: string;
  format: 'ndjson' | 'csv';
}

/** The audit as a whole, for those who may see every stack: what nobody may see only in part cannot be filtered. */
export class AuditReports {
  readonly #chain: AuditChainStore;
  readonly #authorizer: Authorizer;
  readonly #verifier: AuditVerifier;

  static create(options: {
    auditChain: AuditChainStore;
    authorizer: Authorizer;
  }): AuditReports {
    return new AuditReports(options.auditChain, options.authorizer);
  }

  private constructor(chain: AuditChainStore, authorizer: Authorizer) {
    this.#chain = chain;
    this.#authorizer = authorizer;
    this.#verifier = AuditVerifier.create(chain);
  }

  async verify(
    expected: ChainHead | undefined,
    credentials: BackstageCredentials,
  ): Promise<AuditVerification> {
    await this.#authorizer.requireEvery(stackReadPermission, credentials);
    return this.#verifier.verify(expected);
  }

  /** The entries of a period, oldest first, as pieces of text. */
  async export(
    { from, to, format }: AuditExport,
    credentials: BackstageCredentials,
  ): Promise<AsyncGenerator<string>> {
    await this.#authorizer.requireEvery(stackReadPermission, credentials);
    const pages = this.#chain.pages({ from: utc(from), to: utc(to) });
    return format === 'csv' ? csv(pages) : ndjson(pages);
  }
}

type Pages = ReturnType<AuditChainStore['pages']>;

async function* ndjson(pages: Pages): AsyncGenerator<string> {
  for await (const rows of pages) {
    yield rows.map(row => `${JSON.stringify(toEntry(row))}\n`).join('');
  }
}

async function* csv(pages: Pages): AsyncGenerator<string> {
  yield auditCsvHeader();
  for await (const rows of pages) {
    yield rows.map(row => auditCsvLine(toEntry(row))).join('');
  }
}

/** As it stands in the database, so that texts compare as instants do. */
function utc(instant: string | undefined): string | undefined {
  return instant && new Date(instant).toISOString();
}
