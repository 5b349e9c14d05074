// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';

/**
 * Makes the table `collector_targets`; for the `up` of a plugin's migration. Later changes of the table are helpers of
 * their own, so that a migration never changes after it was released.
 *
 * @public
 */
export async function createCollectorTables(knex: Knex): Promise<void> {
  await knex.schema.createTable('collector_targets', table => {
    table.comment('How each collector stands with each account and Region');
    table.string('collector_id').notNullable();
    table.string('account_id', 12).notNullable();
    table.string('region').notNullable();
    table
      .string('outcome')
      .notNullable()
      .comment('never, ok, partial or failed: of the last collect that ended');
    table
      .string('running_since')
      .comment(
        'Start of the collect that runs; also of one whose process died',
      );
    table.string('started_at').comment('Start of the last collect');
    table.string('succeeded_at').comment('End of the last without a problem');
    table.string('full_at').comment('End of the last full one without problem');
    table.string('next_run_at').comment('Not before; at once when null');
    table.string('requested_at').comment('Somebody asked for it');
    table
      .integer('throttled')
      .notNullable()
      .comment('How often in a row AWS was asked too often');
    table.text('problems').notNullable().comment('JSON');
    table.text('cursor').comment('JSON, what the last success returned');
    table.primary(['collector_id', 'account_id', 'region']);
  });
}

/**
 * Drops what {@link createCollectorTables} made; for the `down` of a plugin's migration.
 *
 * @public
 */
export async function dropCollectorTables(knex: Knex): Promise<void> {
  await knex.schema.dropTable('collector_targets');
}
