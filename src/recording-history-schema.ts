// The form of the kept history in a recording.
import { z } from 'zod';
import { count, list, number, text, time } from './recording-forms.js';

export const history = z.object({
  ...{ runCount: count, firstAt: time, lastAt: time, readAt: time, tornLineCount: count },
  lastGoodAt: time.nullable().exactOptional(),
  space: list(
    z
      .object({ mountPoint: text, ageSeconds: list(number), freeBytes: list(count) })
      .refine(({ ageSeconds, freeBytes }) => ageSeconds.length === freeBytes.length, 'expected two lists of one length'),
  ),
});
