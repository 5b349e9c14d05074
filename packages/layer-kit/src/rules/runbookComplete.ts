// SPDX-License-Identifier: Apache-2.0
import { parse } from 'yaml';
import { z } from 'zod';
import { type Finding, type Rule, missing } from './Rule';

const FILE = 'skeleton/docs/runbook.md.njk';
const INDEX = 'skeleton/docs/index.md.njk';
const HEADINGS = [
  'Facts',
  'Alerts',
  'Diagnose',
  'Restore',
  'Rotate or replace',
  'Escalate',
];
const MIN_WORDS = 15;

const frontMatterSchema = z.looseObject({
  runbook: z.literal('v1'),
  id: z.string(),
  title: z.string(),
  severity: z.array(z.enum(['critical', 'high', 'medium', 'low'])).min(1),
  owner: z.string(),
  reviewEvery: z.iso.duration(),
  drillEvery: z.iso.duration(),
  expected: z.iso.duration(),
  triggers: z.array(z.looseObject({})).min(1),
});

/** Rendered with a word in each place, so that the front matter is YAML. */
const filled = (text: string) => text.replace(/\$\{\{.*?\}\}/g, 'x');

function frontMatterFindings(text: string): Finding[] {
  const [, matter] = /^---\n([\s\S]*?)\n---\n/.exec(filled(text)) ?? [];
  if (matter === undefined) {
    return [
      {
        file: FILE,
        line: 1,
        message: 'begin with front matter between --- lines',
      },
    ];
  }
  const parsed = frontMatterSchema.safeParse(parse(matter));
  if (parsed.success) return [];
  const reasons = parsed.error.issues.map(
    issue => `${issue.path.join('.')}: ${issue.message}`,
  );
  return [
    { file: FILE, line: 1, message: `front matter: ${reasons.join('; ')}` },
  ];
}

/** The runbook's front matter is that of `runbook: v1`, and each section is there and says something. */
export const runbookComplete: Rule = {
  id: 'runbookComplete',
  check(layer) {
    const text = layer.files.get(FILE);
    if (text === undefined) return [{ file: FILE, message: 'is missing' }];
    const sections = text.split(/^## /m).slice(1);
    const titles = sections.map(section => section.split('\n')[0] ?? '');
    const findings = frontMatterFindings(text);
    for (const heading of missing(titles, HEADINGS)) {
      findings.push({ file: FILE, message: `add the section "## ${heading}"` });
    }
    sections.forEach((section, index) => {
      const words = section.split(/\s+/).length;
      if (words >= MIN_WORDS) return;
      const title = titles[index] ?? '';
      findings.push({ file: FILE, message: `say more under "## ${title}"` });
    });
    const order = titles.filter(title => HEADINGS.includes(title));
    if (findings.length === 0 && order.join() !== HEADINGS.join()) {
      const message = `put the sections in this order: ${HEADINGS.join(', ')}`;
      findings.push({ file: FILE, message });
    }
    if (!layer.files.has(INDEX)) {
      findings.push({
        file: INDEX,
        message: 'is missing: say what the stack is',
      });
    }
    return findings;
  },
};
