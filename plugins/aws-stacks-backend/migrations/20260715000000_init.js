// SPDX-License-Identifier: Apache-2.0
const {
  createApprovalTables,
  dropApprovalTables,
} = require('@groundwork/backstage-plugin-groundwork-node');

/** States in which a run has its stack to itself; the database itself keeps a second run out. */
const BUSY =
  "('planning', 'approved', 'applying', 'verifying', 'needs-attention')";

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createBundles(knex);
  await createStacks(knex);
  await createRuns(knex);
  await createRunEvents(knex);
  await createAudit(knex);
  await createLocks(knex);
  await createApprovalTables(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await dropApprovalTables(knex);
  for (const table of [
    'locks',
    'audit',
    'run_events',
    'runs',
    'stacks',
    'bundles',
  ]) {
    await knex.schema.dropTable(table);
  }
};

async function createBundles(knex) {
  await knex.schema.createTable('bundles', table => {
    table.comment('Rendered sources, named by the SHA-256 of their tar.gz');
    table.string('digest', 64).primary();
    table.integer('size_bytes').notNullable();
    table.text('files').notNullable().comment('JSON: the paths in it');
    table.string('created_by').notNullable();
    table.string('created_at').notNullable();
  });
}

async function createStacks(knex) {
  await knex.schema.createTable('stacks', table => {
    table.comment('One layer in one account, Region and environment');
    table.string('id', 26).primary();
    table.string('layer').notNullable();
    table.string('name').notNullable();
    table.string('engine').notNullable();
    table.string('account_id', 12).notNullable();
    table.string('region').notNullable();
    table.string('environment').notNullable();
    table.string('owner').notNullable();
    table.string('system');
    table.text('description');
    table.string('entity_ref').notNullable();
    table.string('status').notNullable();
    table.string('last_run_id', 26);
    table.string('source_digest', 64).comment('The source that is applied');
    table.string('applied_at');
    table.text('depends_on').notNullable().comment('JSON');
    table.text('outputs').notNullable().comment('JSON');
    table.text('resources').notNullable().comment('JSON');
    table.string('created_at').notNullable();
    table.string('updated_at').notNullable();
    table.unique(['account_id', 'region', 'layer', 'name'], {
      indexName: 'stacks_place_unique',
    });
    table.unique(['entity_ref'], { indexName: 'stacks_entity_unique' });
    table.index(['owner'], 'stacks_owner_idx');
    table.index(['system'], 'stacks_system_idx');
    table.index(['updated_at'], 'stacks_updated_idx');
  });
}

async function createRuns(knex) {
  await knex.schema.createTable('runs', table => {
    table.comment('One plan of a stack, and what became of it');
    table.string('id', 26).primary();
    table.string('stack_id', 26).notNullable();
    table.foreign('stack_id').references('stacks.id');
    table.string('state').notNullable();
    table.text('reason');
    table.text('hint');
    table.string('requested_by').notNullable();
    table.string('idempotency_key');
    table.string('source_digest', 64).notNullable();
    table.string('system');
    table.text('description');
    table.string('plan_digest', 64);
    table.text('summary').comment('JSON');
    table.boolean('has_changes');
    table.text('gates').notNullable().comment('JSON');
    table.text('layer_outputs').notNullable().comment('JSON');
    table.string('created_at').notNullable();
    table.string('updated_at').notNullable();
    table.string('planned_at');
    table.string('expires_at');
    table.string('finished_at');
    table.string('job').comment('Folder of the job that is to be done');
    table.string('job_host').comment('Who started the job');
    table.string('job_started_at');
    table.bigInteger('job_offset').notNullable().defaultTo(0);
    table.integer('job_count').notNullable().defaultTo(0);
    table.string('cancelled_by').comment('Who asked the job to stop');
    table.string('lock_id').comment('State lock reported as held');
    table.string('lease_owner');
    table.string('lease_until');
    table.integer('last_seq').notNullable().defaultTo(0);
    table.text('secrets').comment('Sealed; empty once the plan is made');
    table.text('plan').comment('JSON: the redacted plan');
    table.index(['state', 'created_at'], 'runs_state_created_idx');
    table.index(['stack_id', 'id'], 'runs_stack_idx');
    table.unique(['requested_by', 'idempotency_key'], {
      indexName: 'runs_idempotency_unique',
    });
  });
  await knex.raw(
    `CREATE UNIQUE INDEX runs_busy_unique ON runs (stack_id) WHERE state IN ${BUSY}`,
  );
}

async function createRunEvents(knex) {
  await knex.schema.createTable('run_events', table => {
    table.comment('The story of a run, redacted');
    table.string('run_id', 26).notNullable();
    table.foreign('run_id').references('runs.id').onDelete('CASCADE');
    table.integer('seq').notNullable();
    table.string('kind').notNullable();
    table.text('body').notNullable().comment('JSON: the event');
    table.primary(['run_id', 'seq']);
  });
}

async function createAudit(knex) {
  await knex.schema.createTable('audit', table => {
    table.comment('Who did what, and who was refused what');
    table.string('id', 26).primary();
    table.string('at').notNullable();
    table.string('actor').notNullable();
    table.string('action').notNullable();
    table.string('outcome').notNullable().comment('done or refused');
    table.string('stack_id', 26);
    table.string('run_id', 26);
    table.string('from_state');
    table.string('to_state');
    table.text('reason');
    table.index(['run_id', 'id'], 'audit_run_idx');
    table.index(['stack_id', 'id'], 'audit_stack_idx');
  });
}

async function createLocks(knex) {
  await knex.schema.createTable('locks', table => {
    table.comment('Rows that replicas lock to decide one after the other');
    table.string('name').primary();
    table.integer('counter').notNullable();
  });
  await knex('locks').insert({ name: 'claim', counter: 0 });
}
