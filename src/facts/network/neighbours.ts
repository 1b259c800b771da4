// Reads /proc/net/arp: which neighbours on the link have answered. The flags are those of <net/if_arp.h>.

const isComplete = 0x2;

/** `address interface` to whether it answered. */
export const parseNeighbours = (text: string): ReadonlyMap<string, boolean> =>
  new Map(
    text
      .split('\n')
      .slice(1)
      .flatMap((line): [string, boolean][] => {
        const [address, , flags, , , name] = line.trim().split(/ +/);
        return name === undefined ? [] : [[`${address ?? ''} ${name}`, (Number(flags) & isComplete) !== 0]];
      }),
  );
