/*
 * Reads the trees of a class of chess as docs/trees-format.md describes them, in C99 and without any code of the toolkit.
 *
 *   decoder FILE        writes the value of every cell to stdout, 16 bits each, little-endian; says on stderr which cells there are
 *   decoder -t FILE     prints every symbol of the arithmetic code instead
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEN = 6, PAIRS = MEN * (MEN + 1) / 2, ONE = 15, TWO = 33, TABLES = ONE + TWO, QUESTIONS = 1024, BATCH = 1 << 14 };
enum { RELATION, DIFFERENCE, SIGHT, MARK, LEFT = 0, RIGHT };

static void fail(const char *what) { fprintf(stderr, "decoder: %s\n", what), exit(1); }

static void *grown(void *old, size_t bytes) {
  void *p = realloc(old, bytes ? bytes : 1);
  if (!p) fail("no memory");
  return p;
}
static int least(int a, int b) { return a < b ? a : b; }
static int most(int a, int b) { return a > b ? a : b; }

/* --- The file --- */

static const uint8_t *in, *in_end; /* what is read next */
static uint32_t little(const uint8_t *p) { return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24; }

static const uint8_t *take(size_t bytes) {
  if ((size_t)(in_end - in) < bytes) fail("the file ends too early");
  return in += bytes, in - bytes;
}

/* The head of something in MessagePack: an integer, or the length of a string or of a list. */
static int64_t packed(char kind) {
  uint8_t b = *take(1);
  if (kind == 's' && b >= 0xa0 && b < 0xc0) return b & 31;
  if (kind == 'l' && b >= 0x90 && b < 0xa0) return b & 15;
  if (kind == 'l' && b == 0xdc) return b = *take(1), b << 8 | *take(1);
  if (kind == 'i' && (b < 0x80 || b >= 0xe0)) return (int8_t)b;
  if (kind != 'i' || b < 0xcc || b > 0xd3) fail("unexpected metadata");
  int bytes = 1 << (b & 3), unused = 64 - 8 * bytes;
  uint64_t n = 0;
  for (const uint8_t *p = take((size_t)bytes); bytes--; p++) n = n << 8 | *p;
  return b < 0xd0 ? (int64_t)n : (int64_t)(n << unused) >> unused;
}

static const char *text(void) {
  int64_t length = packed('s');
  char *s = grown(NULL, (size_t)length + 1);
  memcpy(s, take((size_t)length), (size_t)length), s[length] = 0;
  return s;
}

/* --- Indices --- */

static int men = 2, groups, orbits;
static struct { int men, size, first; } group[10]; /* kings left out; `first` is the square of place 0 */
static uint8_t orbit_kings[4096][2];

static int choose(int n, int k) {
  int64_t c = 1;
  for (int i = 1; i <= k; i++) c = c * (n - k + i) / i;
  return n < k ? 0 : (int)c;
}

/* Returns the image of a square under one of the eight symmetries; the first two keep the ranks. */
static int image(int s, int square) {
  int x = s & 1 ? 7 - (square & 7) : square & 7, y = s & 2 ? 7 - (square >> 3) : square >> 3;
  return s & 4 ? x * 8 + y : y * 8 + x;
}

/* Lays out the indices of a class, and counts its pawns; returns the number of indices of a side to move, marks apart. */
static int64_t lay_out(const char *name, int pawns[2], int *symmetric) {
  const char *black = strchr(name, 'v');
  int64_t each = *symmetric = 1;
  if (!black || strlen(name) > MEN + 1) fail("no class of chess, or too many men");
  for (const char *kind = "QRBNP"; *kind; kind++) {
    int count[2] = {0, 0}, cells = *kind == 'P' ? 48 : 64;
    for (const char *c = name; *c; c++) count[c > black] += *c == *kind;
    *symmetric &= count[0] == count[1];
    for (int side = 0; side < 2; side++) {
      pawns[side] = count[side];
      if (count[side] == 0) continue;
      group[groups].men = count[side], group[groups].size = choose(cells, count[side]), group[groups].first = (64 - cells) / 2;
      men += count[side], each *= group[groups++].size;
    }
  }
  for (int w = 0; w < 64; w++)
    for (int b = 0; b < 64; b++) {
      int counts = most(abs((w & 7) - (b & 7)), abs((w >> 3) - (b >> 3))) > 1;
      for (int s = 0; s < (pawns[0] + pawns[1] ? 2 : 8); s++) counts &= image(s, w) * 64 + image(s, b) >= w * 64 + b;
      if (counts) orbit_kings[orbits][0] = (uint8_t)w, orbit_kings[orbits++][1] = (uint8_t)b;
    }
  return each * orbits;
}

/* Writes the squares of the men of an index, and the mark after them. */
static void place(int64_t index, int marks, uint8_t *squares) {
  uint8_t *end = squares + men;
  *end = (uint8_t)(index % marks), index /= marks;
  for (int g = groups; g-- > 0; index /= group[g].size) {
    int rest = (int)(index % group[g].size);
    end -= group[g].men;
    for (int k = group[g].men; k > 0; k--) {
      int c = k == 1 ? rest : k - 1;
      while (k > 1 && choose(c + 1, k) <= rest) c++;
      if (k > 1) rest -= choose(c, k);
      end[k - 1] = (uint8_t)(c + group[g].first);
    }
  }
  memcpy(squares, orbit_kings[index], 2);
}

/* --- Questions --- */

static uint8_t table[TABLES][4096]; /* T(a, b) at 64 a + b */
static int table_size[TABLES];
static uint8_t line[4096]; /* 1 on one rank or file, 2 on one diagonal, else 0 */
static uint64_t between[4096];
static int questions;
static struct Question { int kind, table, a, b, c, d, lines, size; } question[QUESTIONS];

static void make_tables(void) {
  static int values[TABLES][4096];
  uint8_t moves[4096]; /* of a knight */
  for (int i = 0; i < 4096; i++) moves[i] = i % 65 ? 99 : 0;
  for (int n = 0; n < 6; n++)
    for (int i = 0; i < 4096; i++)
      for (int c = 0; c < 64 && moves[i] == n; c++) {
        int h = (i & 7) - (c & 7), w = (i >> 3 & 7) - (c >> 3), at = (i & ~63) + c;
        if (h * h + w * w == 5 && moves[at] == 99) moves[at] = (uint8_t)(n + 1);
      }
  for (int i = 0; i < 4096; i++) {
    int a = i >> 6, b = i & 63, x = a & 7, y = a >> 3, u = b & 7, v = b >> 3, h = x - u, w = y - v;
    int s = least(x, 7 - x), e = least(y, 7 - y), s2 = least(u, 7 - u), e2 = least(v, 7 - v);
    int H = abs(h), W = abs(w), da[4] = {7 - y, y, 7 - x, x}, db[4] = {7 - v, v, 7 - u, u};
    int f[TABLES] = {x, y, s, e, least(s, e), most(s, e), s + e, s - e, x + y, x - y, abs(x - y), abs(x + y - 7), (x + y) & 1,
                     4 - (s == 0) - (e == 0), a,
                     H + W, most(H, W), h, w, H, W, least(H, W), H - W, h + w, h - w, h * h + w * w, moves[i], (H + W) & 1, a - b,
                     s - s2, e - e2, least(s, e) - least(s2, e2)};
    for (int k = 0, *g = f + ONE + 17; k < 4; k++) {
      int ab = most(k < 2 ? H : W, da[k]), ba = most(k < 2 ? H : W, db[k]);
      *g++ = ab, *g++ = ba, *g++ = ab - db[k], *g++ = ba - da[k];
    }
    for (int t = 0; t < TABLES; t++) values[t][i] = f[t] + 128;
    if (a == b || (h && w && H != W)) continue;
    line[i] = h && w ? 2 : 1;
    int step = (u > x) - (u < x) + 8 * ((v > y) - (v < y));
    for (int c = a + step; c != b; c += step) between[i] |= (uint64_t)1 << c;
  }
  for (int t = 0; t < TABLES; t++) {
    int rank[256] = {0};
    for (int i = 0; i < 4096; i++) rank[values[t][i]] = 1;
    for (int v = 0; v < 256; v++) rank[v] = rank[v] ? table_size[t]++ : 0;
    for (int i = 0; i < 4096; i++) table[t][i] = (uint8_t)rank[values[t][i]];
  }
}

static void ask(int kind, int t, const int *p, const int *q, int lines, int size) {
  if (questions == QUESTIONS) fail("too many questions");
  question[questions++] = (struct Question){kind, t, p[0], p[1], q[0], q[1], lines, size};
}

static void make_questions(int marks) {
  int pair[PAIRS][2], pairs = 0;
  questions = 0;
  for (int i = 0; i < men; i++)
    for (int t = 0, p[2] = {i, i}; t < ONE; t++) ask(RELATION, t, p, p, 0, table_size[t]);
  for (int i = 0; i < men; i++)
    for (int j = i + 1; j < men; j++) {
      int *p = pair[pairs++];
      p[0] = i, p[1] = j;
      for (int t = ONE; t < TABLES; t++) ask(RELATION, t, p, p, 0, table_size[t]);
      for (int lines = 1; lines <= 3; lines++) ask(SIGHT, 0, p, p, lines, 2);
    }
  for (int i = 0; i < pairs; i++)
    for (int j = i + 1; j < pairs; j++) {
      int *p = pair[i], *q = pair[j], shared = p[0] == q[0] || p[0] == q[1] || p[1] == q[0] || p[1] == q[1];
      for (int t = ONE; t < ONE + 2 && (pairs <= 10 || shared); t++) ask(DIFFERENCE, t, p, q, 0, 2 * table_size[t] - 1);
    }
  if (marks > 1) ask(MARK, 0, pair[0], pair[0], 0, marks);
}

static int answer(const struct Question *q, const uint8_t *squares, uint64_t occupied) {
  int at = squares[q->a] << 6 | squares[q->b];
  if (q->kind == MARK) return squares[men];
  if (q->kind == SIGHT) return (line[at] & q->lines) && !(between[at] & occupied);
  if (q->kind == RELATION) return table[q->table][at];
  return table[q->table][at] - table[q->table][squares[q->c] << 6 | squares[q->d]] + table_size[q->table] - 1;
}

/* --- The arithmetic code --- */

typedef struct { int symbols; uint32_t total; uint16_t f[1]; } Model;

static const uint8_t *stream, *stream_end;
static uint32_t range, code;
static uint16_t low[QUESTIONS], high[QUESTIONS]; /* answers that are possible */
static int tracing;

static uint8_t next(void) { return stream < stream_end ? *stream++ : 0; }
static void start_stream(const uint8_t *bytes, size_t length) {
  stream = bytes, stream_end = bytes + length, range = 0xffffffff, code = 0;
  for (int i = 0; i < 4; i++) code = code << 8 | next();
}

/* Starts a model, which is made first if it is NULL. */
static Model *started(Model *m, int symbols) {
  uint16_t first = symbols > 256 ? 1 : 2;
  m = grown(m, sizeof *m + sizeof *m->f * (size_t)symbols);
  m->symbols = symbols, m->total = (uint32_t)(symbols * first);
  for (int i = 0; i < symbols; i++) m->f[i] = first;
  return m;
}

/* Decodes one of the symbols from `from` to `to` - 1; of questions, one that has more than one possible answer. */
static int decode(const char *what, Model *m, int from, int to) {
  uint32_t total = 0, start = 0;
  int s = from, all = *what != 'q';
  for (int i = from; i < to; i++) total += all || low[i] < high[i] ? m->f[i] : 0;
  if (total == 0) fail("no symbol is possible");
  uint32_t unit = range / total, wanted = code / unit < total ? code / unit : total - 1;
  for (uint32_t size;; start += size, s++) {
    size = all || low[s] < high[s] ? m->f[s] : 0;
    if (start + size > wanted) break;
  }
  if (tracing) printf("%-9s %3d  %u to %u of %u\n", what, s, start, start + m->f[s], total);
  if (m->f[s] < total) {
    code -= start * unit;
    for (range = unit * m->f[s]; range < 1 << 24; range <<= 8) code = code << 8 | next();
  }
  m->f[s] = (uint16_t)(m->f[s] + 24);
  if ((m->total += 24) <= 65512) return s;
  m->total = 0;
  for (int i = 0; i < m->symbols; i++) m->total += m->f[i] = (uint16_t)((m->f[i] + 1) / 2);
  return s;
}

/* --- Trees --- */

typedef struct { uint16_t question, threshold; int32_t child[2]; } Node; /* a child: the number of a node, or -1 - code */
typedef struct { int node, side; uint16_t low[QUESTIONS], high[QUESTIONS]; } Link; /* where a part belongs, what is possible there */

static int alphabet, kinds, links, node_count, node_room;
static Node *nodes;
static Link *link_at;
static Model *lefts[10], *rights[10], *asked[3], *thresholds[QUESTIONS];

static int context(int kind) { return kind > alphabet ? 0 : alphabet <= 8 ? kind : least(kind, 1); }

static void start_models(int kind_count) {
  kinds = kind_count;
  if (kinds > 1024) fail("kinds in two parts are not known here");
  for (int i = 0; i < 10; i++) lefts[i] = started(lefts[i], kinds), rights[i] = started(rights[i], kinds);
  for (int i = 0; i < 3; i++) asked[i] = started(asked[i], questions);
  for (int q = 0; q < questions; q++) thresholds[q] = started(thresholds[q], question[q].size);
}
static void narrow(int q, int from, int to) { low[q] = (uint16_t)from, high[q] = (uint16_t)to; }

/* Decodes a node with all below it. `sibling` is the kind of its sibling, -1 without one. */
static int32_t decode_node(int sibling) {
  int kind[2];
  if (node_count == node_room) nodes = grown(nodes, sizeof *nodes * (size_t)(node_room = 2 * node_room + 1024));
  int32_t n = node_count++;
  kind[LEFT] = decode("left", lefts[sibling < 0 ? 0 : 1 + context(sibling)], 0, kinds);
  kind[RIGHT] = decode("right", rights[context(kind[LEFT])], 0, kinds);
  int q = decode("question", asked[(context(kind[LEFT]) > 0) + (context(kind[RIGHT]) > 0)], 0, questions);
  int from = low[q], to = high[q], t = decode("threshold", thresholds[q], from, to) + 1;
  nodes[n].question = (uint16_t)q, nodes[n].threshold = (uint16_t)t;
  for (int side = LEFT; side <= RIGHT; side++) {
    narrow(q, side == LEFT ? from : t, side == LEFT ? t - 1 : to);
    int32_t child = kind[side] ? -kind[side] : decode_node(kind[!side]);
    if (kind[side] > alphabet) {
      link_at = grown(link_at, sizeof *link_at * (size_t)(links + 1));
      Link *l = &link_at[links++];
      l->node = n, l->side = side, memcpy(l->low, low, sizeof low), memcpy(l->high, high, sizeof high);
    }
    nodes[n].child[side] = child;
  }
  narrow(q, from, to);
  return n;
}

static size_t varint(void) {
  uint8_t b = *take(1);
  return b < 128 ? b : (b & 127u) | varint() << 7;
}

/* Reads the trees of a shape; writes their roots. */
static void read_shape(int parts, int marks, int *roots) {
  static Model *root;
  int link = links = 0;
  size_t pages = varint(), *sizes = grown(NULL, 2 * sizeof *sizes * pages);
  for (size_t i = 0; i < 2 * pages; i++) sizes[i] = varint();
  size_t length = varint();
  make_questions(marks), start_stream(take(length), length), start_models(alphabet + (pages ? 2 : 1));
  for (int part = 0; part < parts; part++) {
    for (int q = 0; q < questions; q++) narrow(q, 0, question[q].size - 1);
    root = started(root, alphabet + 1);
    for (int kind = 0; kind <= alphabet; kind++) root->f[kind] = 1;
    int kind = decode("root", root, 0, alphabet + 1);
    roots[part] = kind ? -kind : decode_node(-1);
  }
  for (size_t page = 0; page < pages; page++) {
    start_stream(take(sizes[2 * page + 1]), sizes[2 * page + 1]), start_models(alphabet + 1);
    for (size_t i = 0; i < sizes[2 * page]; i++) {
      if (link == links) fail("more links are told than there are");
      Link *l = &link_at[link++];
      for (int q = 0; q < questions; q++) narrow(q, l->low[q], l->high[q]);
      int32_t part = decode_node(-1); /* may move the nodes */
      nodes[l->node].child[l->side] = part;
    }
  }
  if (link < links) fail("a link leads nowhere");
}

/* --- Cells --- */

static int16_t palette[65536], value[BATCH];
static uint8_t squares[BATCH][MEN + 1]; /* of the men, and the mark */
static uint64_t occupied[BATCH];

/* Sends cells of the batch down a tree, all at once, and writes their values. */
static void descend(int32_t at, uint16_t *cells, int count) {
  while (at >= 0 && count > 0) {
    const Node *n = &nodes[at];
    const struct Question q = question[n->question];
    int left = 0, threshold = n->threshold;
    for (int i = 0; i < count; i++) {
      uint16_t cell = cells[i];
      cells[i] = cells[left], cells[left] = cell;
      left += answer(&q, squares[cell], occupied[cell]) < threshold;
    }
    descend(n->child[LEFT], cells, left);
    at = n->child[RIGHT], cells += left, count -= left;
  }
  for (int i = 0; i < count; i++) value[cells[i]] = palette[-1 - at];
}

static void write_cells(int32_t root, int marks, int64_t count) {
  static uint16_t cells[BATCH];
  static uint8_t out[2 * BATCH];
  for (int64_t from = 0; from < count; from += BATCH) {
    int n = (int)(count - from < BATCH ? count - from : BATCH);
    for (int i = 0; i < n; i++) {
      place(from + i, marks, squares[i]);
      occupied[i] = 0, cells[i] = (uint16_t)i;
      for (int m = 0; m < men; m++) occupied[i] |= (uint64_t)1 << squares[i][m];
    }
    descend(root, cells, n);
    for (int i = 0; i < n; i++) out[2 * i] = (uint8_t)value[i], out[2 * i + 1] = (uint8_t)(value[i] >> 8);
    if (fwrite(out, 2, (size_t)n, stdout) != (size_t)n) fail("the values cannot be written");
  }
}

int main(int argc, char **argv) {
  static uint8_t file[1 << 26];
  tracing = argc == 3 && !strcmp(argv[1], "-t");
  FILE *f = argc == 2 + tracing ? fopen(argv[argc - 1], "rb") : NULL;
  if (!f) fail("usage: decoder [-t] FILE");
  size_t length = fread(file, 1, sizeof file, f);
  /* The head; what is skipped is told elsewhere, or concerns other programs. */
  if (length < 36 || memcmp(file, "\x89" "EGT\r\n\x1a\n", 8) || little(file + 8) != 2) fail("no table of version 2");
  in = file + 20, in_end = file + length - 8;
  if (packed('l') < 13 || strcmp(text(), "chess") || packed('i') != 1) fail("no chess");
  const char *name = text();
  packed('i'), packed('i');
  if (strcmp(text(), "forest") || packed('i') != 1) fail("no trees");
  packed('i'), packed('i'), alphabet = (int)packed('l');
  for (int i = 0; i < alphabet; i++) palette[i] = (int16_t)packed('i');
  if (packed('l') != 1) fail("more than one slice");
  int one_side = packed('l') > 4;
  text();
  int64_t size = packed('i'), first = (packed('i'), packed('i'), one_side ? packed('i') : 0);
  in = file + 20, take(little(file + 12) + 8 * (size_t)little(file + 16) + 8);

  /* The parts with cells. */
  int pawns[2], symmetric, side[2], marks[2], parts = 0, roots[2];
  int64_t each = lay_out(name, pawns, &symmetric), cells[2], sum = 0;
  for (int turn = 0; turn < 2 - symmetric; turn++) {
    int m = pawns[0] && pawns[1] ? 1 + pawns[!turn] : 1;
    if (!one_side || first == sum) side[parts] = turn, marks[parts] = m, cells[parts++] = each * m;
    sum += each * m;
  }
  if (sum != size || parts == 0) fail("the class has other indices");
  make_tables();
  for (int part = 0, shape = 0; part < parts; part = shape) {
    while (shape < parts && marks[shape] == marks[part]) shape++;
    read_shape(shape - part, marks[part], roots);
    for (int i = part; i < shape && !tracing; i++) {
      fprintf(stderr, "%s: %lld cells of side %d\n", name, (long long)cells[i], side[i]);
      write_cells(roots[i - part], marks[i], cells[i]);
    }
  }
  if (in != in_end) fail("bytes after the last tree");
}
