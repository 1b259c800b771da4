import type { Observed } from '../../facts/observed.js';
import { html, type Markup } from './markup.js';

/** Why a section has nothing to show. */
export const notSeen = (fact: Exclude<Observed<unknown>, { readonly state: 'observed' }>): Markup =>
  fact.state === 'absent'
    ? html`<p class="card quiet">Nothing to show: ${fact.reason}.</p>`
    : html`<p class="card quiet">Could not look: ${fact.failure.detail}.</p>`;
