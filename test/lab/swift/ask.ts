// Asks over HTTP from where it is started, one question after the other: argv holds them as JSON, stdout gets the answers.
export interface Question {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly limitMs?: number;
}

export interface Answered {
  readonly state: 'answered';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The code is that of Node, or `TimeoutError`. */
export type Answer = Answered | { readonly state: 'failed'; readonly code: string };

const questions = JSON.parse(process.argv[2] ?? '[]') as readonly Question[];
const answers: Answer[] = [];
for (const question of questions) answers.push(await answerTo(question));
// A connection that was given up would keep the process for as long as the kernel tries.
process.stdout.write(JSON.stringify(answers), () => process.exit());

async function answerTo({ url, limitMs = 10_000, ...request }: Question): Promise<Answer> {
  try {
    const reply = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
    return { state: 'answered', status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() };
  } catch (error) {
    const { cause, name } = error as Error & { readonly cause?: { readonly code?: string } };
    return { state: 'failed', code: cause?.code ?? name };
  }
}
