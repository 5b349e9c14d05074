// SPDX-License-Identifier: Apache-2.0

/** Texts of the policies on the run page. */
export const policyMessages = {
  policy: {
    title: 'Policy',
    none: 'No policy objects to this plan.',
    worst: {
      hard: 'A rule that nobody can override objects. Correct the source and plan again.',
      soft: 'The plan goes on when the source is corrected, or when somebody who may overrides the policy with a reason.',
      advisory: 'These rules advise; the plan goes on.',
    },
    level: {
      hard_one: '{{count}} objection that stops the run',
      hard_other: '{{count}} objections that stop the run',
      soft_one: '{{count}} objection that can be overridden',
      soft_other: '{{count}} objections that can be overridden',
      advisory_one: '{{count}} piece of advice',
      advisory_other: '{{count}} pieces of advice',
    },
    by: 'by {{policyId}}',
    fix: 'What to do: {{fix}}',
    showResource: 'Show {{address}} in the plan',
    showAll: 'Show all {{total}}',
    override: 'Override policy',
    overridden: 'Overridden by',
    reason: 'Why it may go on all the same',
    reasonNeeded: 'Say why: nobody overrides a policy without a reason.',
    noPlan: 'This run has no plan any more; reload the page.',
    rules: 'Rules',
    confirmTitle: 'Override the policy for this plan?',
    confirmBody_one:
      '{{count}} objection is set aside for this plan alone. Your name and your reason stay with the run; gates and approvals come after.',
    confirmBody_other:
      '{{count}} objections are set aside for this plan alone. Your name and your reason stay with the run; gates and approvals come after.',
  },
} as const;
