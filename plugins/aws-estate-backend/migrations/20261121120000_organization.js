// SPDX-License-Identifier: Apache-2.0
/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('estate_organization', table => {
    table.comment('One row: how the accounts of the organization were listed');
    table.integer('id').primary();
    table.string('listed_at').comment('When that succeeded last; never yet');
    table.text('problem').comment('JSON: why the last time failed');
  });
  await knex('estate_organization').insert({ id: 1 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('estate_organization');
};
