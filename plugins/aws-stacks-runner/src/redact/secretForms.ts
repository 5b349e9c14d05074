// SPDX-License-Identifier: Apache-2.0

/** A form shorter than this is masked only where it stands alone, or every text would be full of holes. */
export const SHORTEST_ANYWHERE = 6;

/** The part of the base64 of a text that does not depend on what stands before or after it, for each alignment. */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].map(shift => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString(
      'base64',
    );
    const start = Math.ceil((shift * 8) / 6);
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(start, end);
  });
}

const toUrlAlphabet = (text: string) =>
  text.replaceAll('+', '-').replaceAll('/', '_');

const escapeHtmlInJson = (text: string) =>
  text
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026');

/** The ways in which a secret appears in logs, plans and errors. */
export function secretForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const twice = JSON.stringify(json).slice(1, -1);
  const cores =
    secret.length >= SHORTEST_ANYWHERE
      ? base64Cores(secret).filter(core => core.length >= SHORTEST_ANYWHERE)
      : [];
  const lines = secret
    .split(/\r?\n/)
    .filter(line => line.trim().length >= 8 && line !== secret);
  return [
    ...new Set([
      secret,
      secret.trim(),
      json,
      twice,
      escapeHtmlInJson(json),
      encodeURIComponent(secret),
      encodeURIComponent(secret).replaceAll('%20', '+'),
      encodeURI(secret),
      Buffer.from(secret).toString('hex'),
      ...cores,
      ...cores.map(toUrlAlphabet),
      ...lines,
    ]),
  ].filter(form => form.length > 0);
}
