// SPDX-License-Identifier: Apache-2.0
import { type Rule, findingAt } from './Rule';

/** Each validation of a variable has a run of `terraform test` that expects it to refuse. */
export const validationsTested: Rule = {
  id: 'validationsTested',
  check(layer) {
    const { terraform, id } = layer;
    return (terraform?.variables ?? []).flatMap(({ name, validations }) => {
      const tested = terraform?.refusals.get(name) ?? 0;
      if (tested >= validations.length) return [];
      return [
        findingAt(
          layer,
          `skeleton/terraform/tests/${id}.tftest.hcl`,
          `var.${name}]`,
          `${name} has ${validations.length} validations and ${tested} runs with "expect_failures = [var.${name}]"; add the others`,
        ),
      ];
    });
  },
};
