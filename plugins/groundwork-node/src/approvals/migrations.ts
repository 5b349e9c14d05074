// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';

/**
 * Makes the tables `approvals` and `approval_votes`; for the `up` of a plugin's migration. Later changes of the tables
 * are helpers of their own, so that a migration never changes after it was released.
 *
 * @public
 */
export async function createApprovalTables(knex: Knex): Promise<void> {
  await knex.schema.createTable('approvals', table => {
    table.comment('What somebody is asked to agree to');
    table.string('subject').primary().comment('For example run:<run id>');
    table.string('digest', 64).notNullable();
    table.string('rule').notNullable().comment('auto, requester or other');
    table.integer('required').notNullable();
    table.string('requester').notNullable();
    table.string('created_at').notNullable();
  });
  await knex.schema.createTable('approval_votes', table => {
    table.comment('Who agreed or refused, to exactly which digest');
    table
      .string('subject')
      .notNullable()
      .references('subject')
      .inTable('approvals')
      .onDelete('CASCADE');
    table.string('user_ref').notNullable();
    table.string('digest', 64).notNullable();
    table.string('decision').notNullable();
    table.text('comment');
    table.string('voted_at').notNullable();
    table.primary(['subject', 'user_ref', 'digest']);
  });
}

/**
 * Adds who may approve, why, and what voters belonged to; for the `up` of a migration after the one with
 * {@link createApprovalTables}. What was asked before admits everybody whom its rule admits.
 *
 * @public
 */
export async function addApproverColumns(knex: Knex): Promise<void> {
  await knex.schema.alterTable('approvals', table => {
    table.text('approvers').notNullable().defaultTo('[]').comment('JSON');
    table.text('why').notNullable().defaultTo('[]').comment('JSON');
  });
  await knex.schema.alterTable('approval_votes', table => {
    table.text('belongs_to').notNullable().defaultTo('[]').comment('JSON');
  });
}

/**
 * Takes away what {@link addApproverColumns} added; for the `down` of a plugin's migration.
 *
 * @public
 */
export async function dropApproverColumns(knex: Knex): Promise<void> {
  await knex.schema.alterTable('approval_votes', table => {
    table.dropColumn('belongs_to');
  });
  await knex.schema.alterTable('approvals', table => {
    table.dropColumns('approvers', 'why');
  });
}

/**
 * Drops what {@link createApprovalTables} made; for the `down` of a plugin's migration.
 *
 * @public
 */
export async function dropApprovalTables(knex: Knex): Promise<void> {
  await knex.schema.dropTable('approval_votes');
  await knex.schema.dropTable('approvals');
}
