// Is the vault there, readable and not full, over the network that the agent uses for it? Reaching Cloud Files is judged by the
// checks of the network.
import type { ApiFacts, ApiFault, VaultContainer } from '../facts/api.js';
import type { VaultNetwork } from '../facts/agents/vault-network.js';
import { reasonOf } from '../facts/observed.js';
import { defineCheck, type Evidence, type Verdict } from './check.js';
import { endedBy, faultEvidence, isRefusal, loginEvidence, outageOf, serviceHost } from './cloud-services/service-fault.js';
import { count, word } from './network/evidence.js';

export const cloudFilesUnreachable = defineCheck({
  id: 'cloud-files-unreachable',
  needs: ['api'],
  uses: ['vaultNetwork'],
  limits: ['nearlyFullPercent'],
  problems: [
    ...['no-answer', 'unhealthy', 'token-refused', 'access-forbidden', 'container-missing', 'not-listable'],
    ...['quota-full', 'quota-nearly-full'],
  ],
  judge({ api, vaultNetwork }, { nearlyFullPercent }) {
    const { login, vault } = api;
    if (login.state !== 'observed') return { status: 'unknown', reason: reasonOf(login) };
    if (vault.state === 'absent') return { status: 'not-applicable', reason: vault.reason };
    const ground = loginEvidence(api, serviceHost('object-store', api, 'Cloud Files'));
    if (vault.state === 'unavailable') {
      return (
        judgeFault(endedBy(['vault-container', 'account'], api), ground) ?? {
          status: 'unknown',
          reason: vault.failure.detail,
          evidence: ground,
        }
      );
    }
    return judgeVault(vault.value, api, nearlyFullPercent, ground) ?? judgeNetwork(vault.value, vaultNetwork, ground);
  },
});

/** The user of these credentials need not be the agent's: what it may not do is no proof. */
function judgeFault(fault: ApiFault | null, ground: readonly Evidence[]): Verdict | null {
  if (fault === null) return null;
  const evidence = [...faultEvidence(fault), containerWord(fault.reply.url, fault.reply.endpoint.host), ...ground];
  const outage = outageOf(fault);
  if (outage !== null) return { status: 'critical', problem: outage, evidence };
  if (!isRefusal(fault)) return null;
  const problem = fault.reply.status === 401 ? 'token-refused' : 'access-forbidden';
  return { status: 'warning', problem, confidence: 'likely', evidence };
}

function judgeVault(vault: VaultContainer, api: ApiFacts, nearlyFullPercent: number, ground: readonly Evidence[]): Verdict | null {
  const evidence = [...vaultEvidence(vault), ...ground];
  if (!vault.isThere) return { status: 'critical', problem: 'container-missing', evidence };
  const usedPercent = usedPercentOf(vault);
  if (usedPercent !== null && usedPercent >= 100) return { status: 'critical', problem: 'quota-full', evidence };
  const listing = endedBy(['vault-listing'], api);
  if (!vault.isListable && listing !== null) {
    return (
      judgeFault(listing, ground) ?? { status: 'warning', problem: 'not-listable', evidence: [...faultEvidence(listing), ...evidence] }
    );
  }
  if (usedPercent !== null && usedPercent >= nearlyFullPercent) return { status: 'warning', problem: 'quota-nearly-full', evidence };
  return null;
}

/** That the vault is there over another network than the agent's is no calm. */
function judgeNetwork(vault: VaultContainer, agents: VaultNetwork | null, ground: readonly Evidence[]): Verdict {
  const evidence = [...vaultEvidence(vault), ...ground];
  if (agents?.network === 'servicenet' && vault.network === 'publicnet') {
    const reason = 'the vault is there over PublicNet; over ServiceNet, which the agent uses, Cloud Files was not reached';
    return { status: 'unknown', reason, evidence };
  }
  if (!vault.isListable)
    return { status: 'unknown', reason: 'whether the vault can be read was not seen: Cloud Files was not reached again', evidence };
  return { status: 'ok', evidence };
}

function usedPercentOf({ quota }: VaultContainer): number | null {
  if (quota === null) return null;
  return quota.limitBytes === 0 ? 100 : (quota.usedBytes / quota.limitBytes) * 100;
}

function vaultEvidence(vault: VaultContainer): readonly Evidence[] {
  const { url, network, objectCount, usedBytes, quota, isThere } = vault;
  const host = /^https:\/\/([^/:]+)/.exec(url)?.[1] ?? 'Cloud Files';
  const usedPercent = usedPercentOf(vault);
  return [
    containerWord(url, host),
    word(host, 'network', network === 'servicenet' ? 'ServiceNet' : 'PublicNet', url),
    word(host, 'isThere', isThere, url),
    ...(objectCount === null ? [] : [count(host, 'objectCount', objectCount, url)]),
    ...(usedBytes === null ? [] : [{ subject: host, name: 'usedBytes', value: usedBytes, unit: 'bytes', source: url } as const]),
    ...(quota === null || usedPercent === null
      ? []
      : [
          word(host, 'quotaOf', quota.of, url),
          { subject: host, name: 'quotaBytes', value: quota.limitBytes, unit: 'bytes', source: url } as const,
          { subject: host, name: 'quotaUsedBytes', value: quota.usedBytes, unit: 'bytes', source: url } as const,
          { subject: host, name: 'quotaUsedPercent', value: Math.round(usedPercent * 10) / 10, unit: 'percent', source: url } as const,
        ]),
  ];
}

/** Of the account's own URL there is none. */
const containerWord = (url: string, host: string): Evidence =>
  word(host, 'container', /^https:\/\/[^/]+\/v1\/[^/]+\/([^/?]+)/.exec(url)?.[1] ?? 'of the vault', url);
