// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** What comes before the first row. */
export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** The action of the row that says which rows were removed when their time was over. */
export const CHECKPOINT_ACTION = 'audit.checkpoint';

/** What of an audit row is hashed; its place is given by the hash before it. */
export interface AuditFacts {
  id: string;
  at: string;
  actor: string;
  action: string;
  outcome: string;
  stack_id: string | null;
  run_id: string | null;
  from_state: string | null;
  to_state: string | null;
  reason: string | null;
  details: string | null;
}

/**
 * SHA-256, in hex, over the row and the hash of the row before it: canonical JSON, which is an object with its keys in
 * alphabetical order, no white space, and `null` for what is not there.
 */
export function auditHash(facts: AuditFacts, previousHash: string): string {
  const canonical = JSON.stringify({
    action: facts.action,
    actor: facts.actor,
    at: facts.at,
    details: facts.details,
    from_state: facts.from_state,
    id: facts.id,
    outcome: facts.outcome,
    previous_hash: previousHash,
    reason: facts.reason,
    run_id: facts.run_id,
    stack_id: facts.stack_id,
    to_state: facts.to_state,
  });
  return createHash('sha256').update(canonical).digest('hex');
}

/** Text as every database gives it back: no NUL, no half of a surrogate pair. */
export function storableText(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8').replaceAll('\u0000', '');
}
