// SPDX-License-Identifier: Apache-2.0

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.alterTable('runs', table => {
    table.string('operation').notNullable().defaultTo('apply');
    table.text('policy').comment('JSON: what the policies said');
    table.text('cost').comment('JSON: the estimate');
    table.text('risks').notNullable().defaultTo('[]').comment('JSON');
    table.text('change').comment('JSON: ticket and reason');
  });
  await knex.schema.alterTable('stacks', table => {
    table.string('drift_state').notNullable().defaultTo('unknown');
    table.string('drift_checked_at');
    table.string('drift_since');
    table.integer('drift_resources').notNullable().defaultTo(0);
    table.text('drift_problem');
  });
  await createFreezes(knex);
  await createDrift(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
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
    );
  });
  await knex.schema.alterTable('runs', table => {
    table.dropColumns('operation', 'policy', 'cost', 'risks', 'change');
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
    table.text('resources').notNullable().comment('JSON: drifted resources');
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
    table.index(['stack_id'], 'drift_ignores_stack_idx');
  });
}
