# Names from an old share that knew Latin-1 alone: a folder with what lies in it, and a file.
mkdir "/home/shop/data/$(printf 'Entw\374rfe')"
printf 'x\n' > "/home/shop/data/$(printf 'Entw\374rfe')/plan.txt"
printf 'x\n' > "/home/shop/data/$(printf 'Preise_\200.csv')"
