"""Writes a made-up translation of a form, each heard text with a mark before it, and its file of words, after the
Spanish one. Usage: made_up.py FORM TAG, in the folder of the checkout."""

import re
import sys

form, tag = sys.argv[1:]
spanish = open(f"questionnaires/{form}/1.0.0.es.toml", encoding="utf-8").read()
# Above each Spanish text stands its source, as a comment.
blocks = re.split(r"\n(?=# )", spanish)
head = re.sub(r'^language .*$', f'language = "{tag}"', spanish.split("[[translation.review]]")[0], flags=re.M)
head = "\n".join(line for line in head.splitlines() if not line.startswith("#"))
texts = []
for match in re.finditer(r"((?:^#.*\n)+)\[\[text\]\]\nof +=(.*)\nfrom +=(.*)\n", spanish, flags=re.M):
    source = "\n".join(line[2:] for line in match[1].splitlines()).strip()
    say = '"""\nSo. ' + source.replace("\\", "\\\\").replace('"', '\\"') + '"""'
    texts.append(f"[[text]]\nof   ={match[2]}\nfrom ={match[3]}\nsay  = {say}\n")
assert texts
with open(f"questionnaires/{form}/1.0.0.{tag}.toml", "w", encoding="utf-8") as file:
    file.write(head + "\n\n" + "\n".join(texts))

words = open("src/language/words/es.toml", encoding="utf-8").read()
words = re.sub(r'^tag( *)= "es"$', rf'tag\1= "{tag}"', words, flags=re.M)
words = re.sub(r'^name( *)= "Spanish"$', r'name\1= "Somali"', words, flags=re.M)
words = re.sub(r'^own_name( *)= .*$', r'own_name\1= "Af-Soomaali"', words, flags=re.M)
with open(f"src/language/words/{tag}.toml", "w", encoding="utf-8") as file:
    file.write(words)
