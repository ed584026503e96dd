/*
 * Asks Fathom's library for outcomes, for bench/syzygy.ts: cc -O2 fathom.c -lfathom. Arguments: the directory of the
 * files, and how often to ask all positions. Each line of the input is a position: eight sets of squares in hexadecimal
 * (White, Black, kings, queens, rooks, bishops, knights, pawns), the square that a capture en passant goes to or 0, and
 * 1 if White is to move. Prints the nanoseconds of CPU time per question when the files are warm, then the outcomes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <tbprobe.h>
#include <time.h>

enum { SETS = 8 };

typedef struct {
  uint64_t set[SETS];
  unsigned passing, white;
} position;

static unsigned ask(const position *p) {
  const uint64_t *s = p->set;
  return tb_probe_wdl(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], 0, 0, p->passing, p->white != 0);
}

int main(int count, char **words) {
  if (count < 3 || !tb_init(words[1]) || TB_LARGEST == 0) return 1;
  const int rounds = atoi(words[2]);
  size_t n = 0, room = 1 << 10;
  position *all = malloc(room * sizeof *all);
  for (;;) {
    position p;
    int read = 0;
    for (int i = 0; i < SETS; i++) read += scanf("%lx", &p.set[i]);
    if (read + scanf("%u %u", &p.passing, &p.white) != SETS + 2) break;
    if (n == room) all = realloc(all, (room *= 2) * sizeof *all);
    all[n++] = p;
  }
  char *told = malloc(n + 1);
  for (size_t i = 0; i < n; i++) {
    const unsigned outcome = ask(&all[i]);
    told[i] = outcome == TB_RESULT_FAILED ? '?' : (char)('0' + outcome);
  }
  told[n] = 0;
  unsigned sum = 0;
  const clock_t start = clock();
  for (int round = 0; round < rounds; round++)
    for (size_t i = 0; i < n; i++) sum += ask(&all[i]);
  const double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  printf("%.1f\n%s\n", 1e9 * seconds / ((double)n * rounds), told);
  return sum == 0;
}
