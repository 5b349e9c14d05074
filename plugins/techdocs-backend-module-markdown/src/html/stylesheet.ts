// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/**
 * What the reader's own rules leave open. Colours and sizes are variables which the reader sets from the theme, so that
 * light and dark work alike.
 */
export const STYLESHEET = `
.md-toggle, .md-header, .md-overlay { display: none; }
.md-main__inner { display: flex; }
.md-content { flex-grow: 1; min-width: 0; }
.md-content__inner { margin: 0 1rem; padding-top: .5rem; }
.md-sidebar__scrollwrap { overflow-y: auto; }
.md-sidebar__inner { padding: .5rem 1rem .5rem 0; }
.md-nav { line-height: 1.4; }
.md-nav__title { display: block; font-weight: 700; padding: .3rem 0; }
.md-nav__section { color: var(--md-default-fg-color); display: block; font-weight: 700; margin-top: .8rem; }
.md-nav__list { list-style: none; margin: 0; padding: 0; }
.md-nav__list .md-nav__list { padding-left: .8rem; }
.md-nav__item--level-3 { padding-left: .8rem; }
.md-nav__link { color: var(--md-default-fg-color); padding: .25rem 0; text-decoration: none; overflow-wrap: anywhere; }
.md-nav__link:hover, .md-nav__link:focus-visible { color: var(--md-typeset-a-color); text-decoration: underline; }
.md-typeset { color: var(--md-typeset-color); line-height: 1.6; overflow-wrap: break-word; }
.md-typeset h1 { margin: 0 0 1.2rem; }
.md-typeset h2, .md-typeset h3, .md-typeset h4, .md-typeset h5, .md-typeset h6 { margin: 1.8rem 0 .6rem; }
.md-typeset p, .md-typeset ul, .md-typeset ol, .md-typeset dl, .md-typeset blockquote { margin: 0 0 1rem; }
.md-typeset ul, .md-typeset ol { padding-left: 1.6rem; }
.md-typeset li > p { margin-bottom: .4rem; }
.md-typeset a { color: var(--md-typeset-a-color); }
.md-typeset img { max-width: 100%; height: auto; }
.md-typeset hr { border: 0; margin: 1.5rem 0; }
.md-typeset blockquote { padding-left: .8rem; }
.md-typeset table { display: block; overflow-x: auto; width: max-content; max-width: 100%; margin: 0 0 1rem; }
.md-typeset th, .md-typeset td { padding: .5rem .9rem; text-align: left; vertical-align: top; }
.md-typeset code { background-color: var(--md-code-bg-color); color: var(--md-code-fg-color); border-radius: .1rem; padding: 0 .25em; font-size: .9em; }
.md-typeset pre { position: relative; margin: 0 0 1rem; }
.md-typeset pre > code { display: block; overflow-x: auto; padding: .8rem 3rem .8rem 1rem; }
.md-typeset kbd { border: 1px solid var(--md-typeset-kbd-border-color); border-radius: .1rem; padding: 0 .3em; }
.md-typeset .admonition, .md-typeset details { border-left: .2rem solid var(--md-accent-fg-color); margin: 0 0 1rem; padding: .4rem 1rem; background-color: var(--md-accent-fg-color--transparent); }
.md-typeset .admonition > :last-child, .md-typeset details > :last-child { margin-bottom: .2rem; }
.md-content .md-typeset .admonition .admonition-title { font-weight: 700; margin: 0 0 .4rem; padding-left: 0 !important; }
.md-content .md-typeset details summary { cursor: pointer; font-weight: 700; padding-left: 0 !important; }
@media screen and (min-width: 76.25em) {
  .md-header__button { display: none; }
}
@media screen and (max-width: 76.1875em) {
  .md-header__button { cursor: pointer; display: inline-block; }
  .md-sidebar--primary { background-color: var(--md-default-bg-color); position: fixed; padding-left: 1rem; transition: transform .25s; }
  [data-md-toggle=drawer]:checked ~ .md-overlay { display: block; position: fixed; inset: 0; z-index: 199; }
  .md-content__button svg { height: 1.5rem; width: 1.5rem; }
}
`.trimStart();

/**
 * Where the stylesheet stands in a site. The reader loads a stylesheet of a page only when it is named as MkDocs names
 * its own: main, eight hexadecimal characters, min.css.
 */
export const STYLESHEET_PATH = `assets/stylesheets/main.${createHash('sha256')
  .update(STYLESHEET)
  .digest('hex')
  .slice(0, 8)}.min.css`;
