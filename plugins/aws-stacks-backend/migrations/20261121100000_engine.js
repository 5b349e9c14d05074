// SPDX-License-Identifier: Apache-2.0
const {
  addApproverColumns,
  dropApproverColumns,
} = require('@groundwork/backstage-plugin-groundwork-node');
const { createHash } = require('node:crypto');

const FIRST_PREVIOUS_HASH = '0'.repeat(64);
const ROWS_PER_STEP = 1000;

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table.string('operation').notNullable().defaultTo('apply');
    table.text('policy').comment('JSON: what the policies said');
    table.text('cost').comment('JSON: the estimate');
    table.text('risks').notNullable().defaultTo('[]').comment('JSON');
    table.text('change').comment('JSON: ticket and reason');
    table.text('secret_names').comment('JSON: which variables were secret');
    table.text('promoted_from').comment('JSON: where its code was before');
    table.text('imports').comment('JSON: what it takes into the state');
  });
  await knex.schema.alterTable('stacks', table => {
    table.string('drift_state').notNullable().defaultTo('unknown');
    table.string('drift_checked_at');
    table.string('drift_since');
    table.integer('drift_resources').notNullable().defaultTo(0);
    table.text('drift_problem');
    table.integer('drift_unchecked').notNullable().defaultTo(0);
    table
      .string('kind')
      .notNullable()
      .defaultTo('managed')
      .comment('managed, or standing: made elsewhere, only registered');
    table.text('origin').comment('State or stack that a standing one is');
  });
  await knex.schema.alterTable('bundles', table => {
    table.string('code_digest', 64).comment('Of the source without inputs');
    table.string('layer_version').comment('Version it was rendered from');
  });
  await addApproverColumns(knex);
  await createFreezes(knex);
  await createDrift(knex);
  await createAuditChain(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await dropApproverColumns(knex);
  await dropAuditChain(knex);
  for (const table of ['drift_checks', 'drift_ignores', 'freezes']) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.alterTable('stacks', table => {
    table.dropColumns(
      'drift_state',
      'drift_checked_at',
      'drift_since',
      'drift_resources',
      'drift_problem',
      'drift_unchecked',
      'kind',
      'origin',
    );
  });
  await knex.schema.alterTable('bundles', table => {
    table.dropColumns('code_digest', 'layer_version');
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumns(
      'operation',
      'policy',
      'cost',
      'risks',
      'change',
      'secret_names',
      'promoted_from',
      'imports',
    );
  });
};

async function createFreezes(knex) {
  await knex.schema.createTable('freezes', table => {
    table.comment('Times in which nothing is applied, as people declared them');
    table.string('id', 26).primary();
    table
      .string('kind')
      .notNullable()
      .comment('everything, environment, account');
    table.string('value').comment('The environment or account');
    table.text('reason').notNullable();
    table.string('from_at').notNullable();
    table.string('until_at');
    table.string('created_by').notNullable();
    table.string('ended_at');
    table.string('ended_by');
  });
}

async function createDrift(knex) {
  await knex.schema.createTable('drift_checks', table => {
    table.comment('The last look at each stack, and the next one');
    table.string('stack_id', 26).primary();
    table.foreign('stack_id').references('stacks.id').onDelete('CASCADE');
    table.string('due_at').notNullable();
    table.string('lease_owner');
    table.string('lease_until');
    table.string('asked_by').comment('Who does not want to wait for it');
    table.text('resources').notNullable().comment('JSON: drifted resources');
    table.text('unchecked').notNullable().defaultTo('[]').comment('JSON');
    table.text('notes').notNullable().defaultTo('[]').comment('JSON');
    table.index(['due_at'], 'drift_checks_due_idx');
  });
  await knex.schema.createTable('drift_ignores', table => {
    table.comment('Differences that do not count as drift');
    table.string('id', 26).primary();
    table.string('stack_id', 26).notNullable();
    table.foreign('stack_id').references('stacks.id').onDelete('CASCADE');
    table.text('address').notNullable();
    table.text('path').comment('The attribute; all of the resource when empty');
    table.text('reason').notNullable();
    table.string('until_at');
    table.string('created_by').notNullable();
    table.string('created_at').notNullable();
    table.string('ended_at');
    table.string('ended_by');
    table.index(['stack_id'], 'drift_ignores_stack_idx');
  });
}

async function createAuditChain(knex) {
  await knex.schema.alterTable('audit', table => {
    table.text('details').comment('JSON: what a checkpoint says');
    table.bigInteger('position').comment('Number in the chain, from 1');
    table.string('previous_hash', 64);
    table.string('hash', 64).comment('Of the row and previous_hash');
    table.index(['position'], 'audit_position_idx');
    table.index(['at'], 'audit_at_idx');
  });
  await knex.schema.createTable('audit_chain', table => {
    table.comment('Where the chain of audit rows ends; locked to add to it');
    table.string('name').primary();
    table.bigInteger('position').notNullable();
    table.string('hash', 64).notNullable();
  });
  const head = await chainRows(knex);
  await knex('audit_chain').insert({ name: 'audit', ...head });
}

async function dropAuditChain(knex) {
  await knex.schema.dropTable('audit_chain');
  await knex.schema.alterTable('audit', table => {
    table.dropIndex(['position'], 'audit_position_idx');
    table.dropIndex(['at'], 'audit_at_idx');
  });
  await knex.schema.alterTable('audit', table => {
    table.dropColumns('details', 'position', 'previous_hash', 'hash');
  });
}

/** Chains the rows that were written before there was a chain, in the order of their ids. */
async function chainRows(knex) {
  let head = { position: 0, hash: FIRST_PREVIOUS_HASH };
  for (let last = ''; ; ) {
    const rows = await knex('audit')
      .where('id', '>', last)
      .orderBy('id')
      .limit(ROWS_PER_STEP);
    if (rows.length === 0) return head;
    for (const row of rows) {
      const position = head.position + 1;
      const hash = auditHash(row, head.hash);
      await knex('audit')
        .where({ id: row.id })
        .update({ position, previous_hash: head.hash, hash });
      head = { position, hash };
      last = row.id;
    }
  }
}

/** As src/rules/auditChain.ts has it today; rows that were chained here stay as they are. */
function auditHash(row, previousHash) {
  const canonical = JSON.stringify({
    action: row.action,
    actor: row.actor,
    at: row.at,
    details: row.details,
    from_state: row.from_state,
    id: row.id,
    outcome: row.outcome,
    previous_hash: previousHash,
    reason: row.reason,
    run_id: row.run_id,
    stack_id: row.stack_id,
    to_state: row.to_state,
  });
  return createHash('sha256').update(canonical).digest('hex');
}
