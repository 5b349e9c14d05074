// SPDX-License-Identifier: Apache-2.0
const {
  createCollectorTables,
  dropCollectorTables,
} = require('@groundwork/backstage-plugin-groundwork-node');
/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await createResources(knex);
  await createResourceEntities(knex);
  await createEntities(knex);
  await createMap(knex);
  await createConnections(knex);
  await createAccounts(knex);
  await createCollectorTables(knex);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await dropCollectorTables(knex);
  for (const table of [
    'estate_accounts',
    'estate_connections',
    'estate_map',
    'estate_entities',
    'estate_resource_entities',
    'estate_resources',
  ]) {
    await knex.schema.dropTable(table);
  }
};

async function createResources(knex) {
  await knex.schema.createTable('estate_resources', table => {
    table.comment('What the sweeps of accounts and Regions have found');
    table.text('arn').primary();
    table.string('account_id', 12).notNullable();
    table.string('region').notNullable();
    table.string('swept_region').notNullable().comment('Whose sweep found it');
    table.string('resource_type').notNullable();
    table.text('name').notNullable();
    table.text('tags').notNullable().comment('JSON: value by key');
    table.string('first_seen_at').notNullable();
    table.string('last_seen_at').notNullable();
    table.string('gone_at');
    table.string('rules_key').comment('The rules it was mapped by; none yet');
    table.integer('owned').comment('1 or 0; empty while it was never mapped');
    table.text('unknown_ref').comment('A tag that names no entity');
    table.index(['account_id', 'swept_region', 'gone_at']);
    table.index(['gone_at', 'owned', 'arn']);
    table.index(['rules_key']);
  });
}

async function createResourceEntities(knex) {
  await knex.schema.createTable('estate_resource_entities', table => {
    table.comment('Which resource belongs to which entity, and by which rule');
    table.text('arn').notNullable();
    table.string('entity_ref').notNullable();
    table.string('rule').notNullable();
    table.primary(['arn', 'entity_ref']);
    table.index(['entity_ref', 'arn']);
  });
}

async function createEntities(knex) {
  await knex.schema.createTable('estate_entities', table => {
    table.comment('What the map needs to know of the catalog');
    table.string('entity_ref').primary();
    table.text('facts').notNullable().comment('JSON: name, stack and rules');
  });
}

async function createMap(knex) {
  await knex.schema.createTable('estate_map', table => {
    table.comment('One row: the version of the map and the rules it is of');
    table.integer('id').primary();
    table.integer('version').notNullable();
    table.string('rules_key').notNullable();
  });
  await knex('estate_map').insert({ id: 1, version: 0, rules_key: '' });
}

async function createConnections(knex) {
  await knex.schema.createTable('estate_connections', table => {
    table.comment('Whether a service can be read in an account and Region');
    table.string('account_id', 12).notNullable();
    table.string('region').notNullable();
    table.string('service').notNullable();
    table.string('state').notNullable();
    table.string('action');
    table.text('hint');
    table.string('tested_at').notNullable();
    table.primary(['account_id', 'region', 'service']);
  });
}

async function createAccounts(knex) {
  await knex.schema.createTable('estate_accounts', table => {
    table.comment('Active accounts of the organization, as last listed');
    table.string('account_id', 12).primary();
    table.string('name').notNullable();
  });
}
