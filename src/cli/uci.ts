import type { Command } from 'commander';
import { createInterface } from 'node:readline';
import { Session } from './uci/session.ts';

/** `endgame uci`: an engine of chess endings for programs that drive engines. */
export function registerUci(command: Command): void {
  command.action(async () => {
    const input = createInterface({ input: process.stdin });
    await new Promise<void>((quit) => {
      const session = new Session((line) => process.stdout.write(`${line}\n`), quit);
      input.on('line', (line) => session.read(line)).on('close', () => session.end());
    });
    input.close();
    process.stdin.destroy();
  });
}
