// The steps for the person who must act: first what this very answer gives away (its words, its headers, its wait),
// then what the element or the code calls for, then what the category always calls for.

import { categoryFacts, factsOf } from './categories.js';
import type { FaultInterpretation, SolutionStep } from './fault-interpretation.js';
import type { Judgement } from './judge-category.js';
import { isAboutClone } from './message-kinds.js';
import type { FaultBody } from './read-body.js';
import { explainResponseCode } from './response-codes.js';
import type { RetryTime } from './retry-time.js';

/** The interpretation without its words. */
export type Findings = Omit<FaultInterpretation, 'sentence' | 'solution'>;

export interface Story {
  readonly findings: Findings;
  readonly judgement: Judgement;
  readonly body: FaultBody;
  readonly headers: ReadonlyMap<string, string>;
  readonly retry: RetryTime;
}

export function solutionFor(story: Story): readonly SolutionStep[] {
  const decisive = hints.filter(({ isDecisive, applies }) => isDecisive && applies(story));
  const further = hints.filter(({ isDecisive, applies }) => !isDecisive && applies(story));
  const steps = decisive.length > 0 ? [] : generalSteps(story);
  const hinted = [...decisive, ...further].flatMap((hint) => hint.steps);
  return [...new Set([...waitSteps(story), ...hinted, ...steps])].map((text) => ({ text }));
}

function generalSteps({ findings: { category, httpStatus, code, retryable }, judgement: { element } }: Story): readonly string[] {
  const facts = factsOf(category, retryable);
  // The tables know a category at its usual; an answer that deviates from it has the last word.
  if (facts !== categoryFacts[category]) return facts.solution;
  if (element !== null && !element.isBase && element.category === category && category !== 'rate_limited') return textsOf(element.solution);
  const row = explainResponseCode(httpStatus ?? code ?? 0);
  return row?.category === category ? textsOf(row.solution) : facts.solution;
}

function textsOf(steps: readonly SolutionStep[]): readonly string[] {
  return steps.map(({ text }) => text);
}

function waitSteps({ findings: { category, retryAt, retryAfterSeconds } }: Story): readonly string[] {
  if (retryAfterSeconds === 0 && retryAt !== null)
    return [`The time that the answer names, ${retryAt}, has passed: send the request again now.`];
  if (retryAfterSeconds !== null)
    return [`Wait ${retryAfterSeconds} s${retryAt === null ? '' : `, until ${retryAt}`}, then send the request again.`];
  if (retryAt !== null) return [`Wait until ${retryAt}, then send the request again.`];
  if (category !== 'rate_limited') return [];
  return ['The answer names no time: wait a minute, send the request again, and double the wait after each refusal.'];
}

interface Hint {
  /** It names the cause, so the general steps would only lead astray. */
  readonly isDecisive: boolean;
  readonly applies: (story: Story) => boolean;
  readonly steps: readonly string[];
}

const hints: readonly Hint[] = [
  {
    isDecisive: true,
    applies: (story) => isLogin(story) && says(story, /\b(?:must|need to|has to) (?:\w{1,20} )?(?:set ?up|enable|use) multi-?factor/i),
    steps: [
      'The account demands multi-factor authentication and this user has not set it up: set it up for the user, or register ' +
        'the agent with a user who is exempt from it. The API key, the token and the network are not the cause.',
    ],
  },
  {
    isDecisive: true,
    applies: (story) => isLogin(story) && wantsPasscode(story),
    steps: [
      'Multi-factor authentication is on for this user and the login came without the passcode, which an agent cannot type: ' +
        'register it with a user who needs no second factor, or have an administrator of the account change the setting. ' +
        'Resetting the API key does not help.',
    ],
  },
  {
    isDecisive: true,
    applies: (story) =>
      isLogin(story) &&
      says(story, /\b(?:belong|scoped|valid)\b.{0,20}\b(?:tenant|project|account)|\b(?:tenant|account)\b.{0,40}\bmismatch/i),
    steps: [
      'The token belongs to another account: compare AccountId in bootstrap.json with the account of the user who logs in, and ' +
        'the account number in the address with both.',
      'If AccountId is wrong, register the agent again with a user of the right account.',
    ],
  },
  {
    isDecisive: true,
    applies: (story) => isLogin(story) && says(story, /\btoo ?skewed\b|\bdifference between the request time\b/i),
    steps: ['Set the clock of this host: the service refuses requests from a time too far from its own (backup-doctor --only clock-skew).'],
  },
  {
    isDecisive: true,
    applies: (story) => (isLogin(story) || story.findings.category === 'conflict_state') && saysClone(story),
    steps: [
      'What this host sent belongs to the agent of another one: two machines use the same agent, as after a clone. Find out which ' +
        'is the copy (backup-doctor compare), and register it again as an agent of its own before any backup runs.',
    ],
  },
  {
    isDecisive: true,
    applies: (story) => isLogin(story) && says(story, /\b(?:user|account)\b.{0,20}\b(?:disabled|suspended|locked)/i),
    steps: ['The user or account is disabled: have an administrator of the account enable it, or register the agent with another user.'],
  },
  {
    isDecisive: false,
    applies: (story) =>
      isLogin(story) && says(story, /\b(?:user ?name|api ?key|password|credentials)\b.{0,40}\b(?:invalid|incorrect|wrong|provided)/i),
    steps: ['Check the user name and the API key against those in the control panel; a reset API key makes every older one invalid.'],
  },
  {
    isDecisive: false,
    applies: (story) =>
      story.findings.httpStatus === 409 && story.body.element === null && story.findings.category === 'conflict_state' && !saysClone(story),
    steps: [
      'If this answered the login of an agent (Cloud Backup v2, agents/tokens), 409 means that two machines use the same ' +
        'agent: compare them before any backup runs, and register the clone again.',
    ],
  },
  {
    isDecisive: false,
    applies: ({ body }) => body.quality === 'binary',
    steps: ['The body is no text; it may be compressed: save the answer again with `curl --compressed`.'],
  },
  {
    isDecisive: false,
    applies: ({ findings, body }) => body.shape === 'html' && ['gateway', 'service_unavailable', 'forbidden'].includes(findings.category),
    steps: ['The answer is an HTML page, which the Cloud Backup API does not send: it comes from a proxy, a load balancer or Cloud Files.'],
  },
  {
    isDecisive: false,
    applies: ({ findings, body }) => findings.category === 'not_an_api_failure' && body.shape === 'html',
    steps: ['The answer is an HTML page where an API sends JSON: a proxy or the login page of a network may have given it.'],
  },
  {
    isDecisive: false,
    applies: ({ findings, body }) => findings.category === 'not_an_api_failure' && body.embeddedFaults.length > 0,
    steps: ['Look at the resource that the body describes: the fault in it is its own, not one of this request.'],
  },
  {
    isDecisive: false,
    applies: ({ findings, body }) => findings.category === 'not_an_api_failure' && body.isResource && findings.message !== null,
    steps: [
      'Judge what the body describes by itself; a backup report by State, NumErrors and ErrorList, for its Reason is "Success" even with errors.',
    ],
  },
];

function isLogin({ findings: { category } }: Story): boolean {
  return category === 'auth' || category === 'forbidden';
}

function wantsPasscode({ headers, findings }: Story): boolean {
  const challenge = headers.get('www-authenticate') ?? '';
  return (
    /\bOS-MF\b/i.test(challenge) ||
    /\bfactor\s{0,3}=\s{0,3}['"]?PASSCODE/i.test(challenge) ||
    /\badditional authentication credentials\b/i.test(findings.message ?? '')
  );
}

function saysClone({ findings: { message, details } }: Story): boolean {
  return isAboutClone(`${message ?? ''}\n${details ?? ''}`);
}

function says({ findings: { message, details } }: Story, pattern: RegExp): boolean {
  return pattern.test(message ?? '') || pattern.test(details ?? '');
}
