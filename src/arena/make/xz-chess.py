#!/usr/bin/env python3
import lzma, os, sys  # tables/KQkr.xz: a letter for each side to move and squares of the men, in the order of the name
tables = {}
for line in sys.stdin:
    board, side, _, passing = line.split()[:4]
    squares = ''.join('.' * int(c) if c.isdigit() else c for c in board.replace('/', ''))
    men = [(c, at) for at, c in enumerate(squares) if c != '.']
    if passing != '-':  # a pawn that can be taken in passing stands on the first row of its side
        row, to = ('4', 56) if passing[1] == '3' else ('5', 0)
        men = [(c, to + at % 8) if at == (8 - int(row)) * 8 + ord(passing[0]) - 97 else (c, at) for c, at in men]
    for turn in (side == 'b', side == 'w'):
        men.sort(key=lambda man: ('KQRBNPkqrbnp'.index(man[0]), man[1]))
        name = 'tables/' + ''.join(c for c, _ in men) + '.xz'
        if os.path.exists(name): break
        men = [(c.swapcase(), at ^ 56) for c, at in men]
    if name not in tables: tables[name] = lzma.open(name).read()
    index = int(turn)
    for _, at in men: index = index * 64 + at
    print({'w': 'win', 'd': 'draw', 'l': 'loss'}[chr(tables[name][index])], flush=True)
