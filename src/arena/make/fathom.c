/* Outcomes of chess from Syzygy's files in ./tables, by Fathom: cc -O2 -s -o run fathom.c -lfathom */
#include <stdio.h>
#include <string.h>
#include <tbprobe.h>

int main(void) {
  const char *const letters = "kqrbnp";
  char line[256];
  if (!tb_init("tables") || TB_LARGEST == 0) return 1;
  while (fgets(line, sizeof line, stdin)) {
    uint64_t side[2] = {0}, men[6] = {0};
    int square = 56;
    const char *c = line;
    for (; *c != ' '; c++) {
      if (*c == '/') square -= 16;
      else if (*c <= '8') square += *c - '0';
      else {
        side[*c >= 'a'] |= 1ull << square;
        men[strchr(letters, *c | 32) - letters] |= 1ull << square++;
      }
    }
    const char *const passing = strchr(c + 3, ' ') + 1;
    const unsigned to = *passing == '-' ? 0 : (unsigned)(passing[0] - 'a' + 8 * (passing[1] - '1'));
    const unsigned told = tb_probe_wdl(side[0], side[1], men[0], men[1], men[2], men[3], men[4], men[5], 0, 0, to, c[1] == 'w');
    puts(told == TB_RESULT_FAILED ? "?" : told < TB_DRAW ? "loss" : told > TB_DRAW ? "win" : "draw");
    fflush(stdout);
  }
  return 0;
}
