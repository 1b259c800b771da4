// Plays all set-ups, one after another: two at once would slow each other's stages down.
import { judge, type Judged } from './judge.js';
import { whyNot } from './needs.js';
import { Stage, type Look } from './play.js';
import type { SetUp } from './set-up.js';

export type Played =
  | { readonly state: 'played'; readonly setUp: SetUp; readonly look: Look; readonly judged: Judged; readonly tookMs: number }
  | { readonly state: 'skipped'; readonly setUp: SetUp; readonly reason: string };

export async function* playAll(setUps: readonly SetUp[]): AsyncGenerator<Played> {
  const stage = new Stage();
  try {
    for (const setUp of setUps) yield await playOne(setUp, stage);
  } finally {
    stage.remove();
  }
}

async function playOne(setUp: SetUp, stage: Stage): Promise<Played> {
  const reason = whyNot(setUp);
  if (reason !== null) return { state: 'skipped', setUp, reason };
  const startedAt = performance.now();
  const look = await stage.look(setUp);
  return { state: 'played', setUp, look, judged: judge(setUp, look), tookMs: performance.now() - startedAt };
}
