// SPDX-License-Identifier: Apache-2.0
const {
  createCollectorTables,
  dropCollectorTables,
} = require('@groundwork/backstage-plugin-groundwork-node');

const TABLES = [
  'ownership_state',
  'entity_places',
  'estate_entities',
  'finding_problems',
  'finding_history',
  'finding_entities',
  'resource_owners',
  'finding_resources',
  'finding_details',
  'findings',
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createFindings(knex);
  await createDetails(knex);
  await createResources(knex);
  await createEntities(knex);
  await createHistory(knex);
  await createState(knex);
  await createCollectorTables(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await dropCollectorTables(knex);
  for (const table of TABLES) await knex.schema.dropTable(table);
};

async function createFindings(knex) {
  await knex.schema.createTable('findings', table => {
    table.comment(
      'Findings as they were last read: what lists and counts need',
    );
    table.string('id', 32).primary();
    table
      .string('digest', 64)
      .notNullable()
      .comment('SHA-256 of what was read');
    table.text('product').notNullable();
    table.smallint('guard_duty').notNullable();
    table.text('title').notNullable();
    table.smallint('severity_rank').notNullable().comment('0 to 4');
    table.string('workflow_status').notNullable();
    table.string('record_state').notNullable();
    table.string('compliance_status');
    table.text('control_id');
    table.string('account_id', 12).notNullable();
    table.string('region').notNullable();
    table.text('resource_id').notNullable().comment('The first resource');
    table.text('resource_type').notNullable();
    table.string('resource_region');
    table.string('group_key', 32).notNullable().comment('Counted once');
    table.string('created_at').notNullable();
    table.string('updated_at').notNullable();
    table.string('first_seen_at').notNullable();
    table.string('last_seen_at').notNullable();
    table.string('source_account_id', 12).notNullable();
    table.string('source_region').notNullable();
    table.index(
      ['source_account_id', 'source_region', 'last_seen_at'],
      'findings_source_idx',
    );
  });
}

async function createDetails(knex) {
  await knex.schema.createTable('finding_details', table => {
    table.comment('What only the view of one finding needs');
    table.string('finding_id', 32).primary();
    table.text('product_arn').notNullable();
    table.text('source_id').notNullable();
    table.text('description').notNullable();
    table.text('types').notNullable().comment('JSON');
    table.text('standards').notNullable().comment('JSON');
    table.text('remediation').notNullable().comment('JSON');
    table.text('evidence').notNullable().comment('JSON: ASFF as read');
  });
}

async function createResources(knex) {
  await knex.schema.createTable('finding_resources', table => {
    table.comment('The resources that findings are about');
    table.string('finding_id', 32).notNullable();
    table.integer('position').notNullable();
    table.text('resource_id').notNullable();
    table.text('resource_type').notNullable();
    table.string('resource_region');
    table.text('arn').notNullable().comment('What the estate is asked for');
    table
      .bigInteger('map_version')
      .comment('Empty until owners were asked for');
    table.primary(['finding_id', 'position']);
    table.index(['arn'], 'finding_resources_arn_idx');
    table.index(['map_version', 'arn'], 'finding_resources_version_idx');
  });
  await knex.schema.createTable('resource_owners', table => {
    table.comment('Which entities an ARN belongs to, as the estate said');
    table.text('arn').notNullable();
    table.string('entity_ref').notNullable();
    table.primary(['arn', 'entity_ref']);
  });
}

async function createEntities(knex) {
  await knex.schema.createTable('finding_entities', table => {
    table.comment('Which entities a finding belongs to, with its sort key');
    table.string('finding_id', 32).notNullable();
    table.string('entity_ref').notNullable();
    table.smallint('open').notNullable();
    table.smallint('severity_rank').notNullable();
    table.string('updated_at').notNullable();
    table.primary(['finding_id', 'entity_ref']);
    table.index(
      ['entity_ref', 'open', 'severity_rank', 'updated_at', 'finding_id'],
      'finding_entities_open_idx',
    );
    table.index(
      ['entity_ref', 'severity_rank', 'updated_at', 'finding_id'],
      'finding_entities_all_idx',
    );
  });
}

async function createHistory(knex) {
  await knex.schema.createTable('finding_history', table => {
    table.comment('Changes that the collector has seen');
    table.increments('id');
    table.string('finding_id', 32).notNullable();
    table.string('at').notNullable();
    table.string('field').notNullable();
    table.string('from_value');
    table.string('to_value').notNullable();
    table.index(['finding_id', 'id'], 'finding_history_finding_idx');
  });
  await knex.schema.createTable('finding_problems', table => {
    table.comment('What could not be understood of a finding');
    table.string('finding_id', 32).notNullable();
    table.string('code').notNullable();
    table.text('field').notNullable();
    table.text('hint').notNullable();
    table.primary(['finding_id', 'code', 'field']);
  });
}

async function createState(knex) {
  await knex.schema.createTable('ownership_state', table => {
    table.comment('How the mapping of resources to entities stands; one row');
    table.smallint('id').primary();
    table.bigInteger('map_version');
    table.string('resolved_at');
    table.string('failure_code');
    table.text('failure_hint');
    table
      .string('catalog_key')
      .comment('The catalog as the estate has read it');
    table.text('estate_problems').notNullable().comment('JSON');
  });
  await knex.schema.createTable('estate_entities', table => {
    table.comment('Entities that the estate has read from the catalog');
    table.string('entity_ref').primary();
    table.text('depends_on').notNullable().comment('JSON: resources it names');
  });
  await knex.schema.createTable('entity_places', table => {
    table.comment('Where entities have something; * is any of them');
    table.string('entity_ref').notNullable();
    table.string('account_id', 12).notNullable();
    table.string('region').notNullable();
    table.primary(['entity_ref', 'account_id', 'region']);
  });
}
